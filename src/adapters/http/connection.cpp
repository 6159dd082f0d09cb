#include "adapters/http/connection.hpp"

#include "adapters/http/call_handler.hpp"
#include "adapters/http/cors.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/request_ids.hpp"
#include "adapters/http/socket_address.hpp"
#include "base/log.hpp"

#include <array>
#include <exception>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

SSL_CTX* tls_of(const ServerCore& core) { return core.tls ? core.tls->native() : nullptr; }

void log_answer(const Request& request, int status, std::chrono::steady_clock::duration took) {
  if (log::enabled(log::Level::debug)) {
    log::debug("http:request", {{"method", name_of(request.method)},
                                {"route", request.route},
                                {"status", status},
                                {"durationMs", std::chrono::duration<double, std::milli>(took).count()},
                                {"requestId", request.request_id},
                                {"correlationId", request.correlation_id}});
  }
}

}  // namespace

Connection::Connection(const Ticket& ticket, TcpSocket socket)
    : ticket_(ticket),
      core_(ticket.core()),
      arrival_{peer_of(socket), ticket.shard().index()},
      stream_(std::move(socket), tls_of(ticket.core())) {
  core_.sets[arrival_.shard].add(*this);
}

void Connection::allow(std::chrono::milliseconds duration, Phase phase) {
  wait_until(core_.clock.steady_now() + duration, phase);
}

Task<void> Connection::run() {
  allow(core_.settings.tls_timeout, Phase::busy);
  const bool ready = co_await stream_.handshake();
  After after = ready ? After::next : After::gone;
  while (after == After::next) {
    after = co_await serve_one();
  }
  if (after == After::linger) {
    co_await linger();
  }
}

Stream::Outcome Connection::read_once() {
  // Nothing is kept in it between calls: idle connections own no buffer.
  thread_local std::array<char, kReadBytes> scratch;
  const Stream::Outcome outcome = stream_.read(scratch);
  input_.append(scratch.data(), outcome.bytes);
  return outcome;
}

Task<bool> Connection::fill() {
  for (;;) {
    const Stream::Outcome outcome = read_once();
    if (outcome.status == Stream::Status::done) {
      co_return true;
    }
    if (outcome.status != Stream::Status::wants_read && outcome.status != Stream::Status::wants_write) {
      co_return false;
    }
    const bool ready = co_await stream_.wait(outcome.status);
    if (!ready) {
      co_return false;
    }
  }
}

Task<Connection::After> Connection::serve_one() {
  if (input_.empty()) {
    std::string().swap(input_);
    allow(std::exchange(fresh_, false) ? core_.settings.header_timeout : core_.settings.idle_timeout, Phase::idle);
    const bool came = !core_.draining.load() && co_await fill();
    if (!came) {
      co_return After::gone;
    }
  }
  auto received = co_await receive();
  if (!received) {
    co_return received.error();
  }
  wait_without_end();
  if (received->plan.handshake) {
    co_return co_await upgrade(std::move(*received));
  }
  co_return co_await answer(std::move(*received));
}

Connection::Exchange Connection::begin(RequestHead& head) {
  Exchange exchange;
  exchange.began = core_.clock.steady_now();
  exchange.request = request_from(head, arrival_, core_);
  exchange.plan = plan_for(exchange.request, head, core_);
  const bool stay = head.keep_alive && !core_.draining.load() && !ticket_.over_limit();
  exchange.persistence = stay ? Persistence::keep_alive : Persistence::close;
  exchange.framing = head.version == RequestHead::Version::http_1_1 ? Framing::chunked : Framing::until_close;
  if (ticket_.over_limit()) {
    exchange.plan = Plan{problem(Error(ErrorCode::server_full), exchange.request), std::nullopt, nullptr};
  }
  return exchange;
}

Task<std::expected<Connection::Exchange, Connection::After>> Connection::receive() {
  allow(core_.settings.header_timeout, Phase::busy);
  RequestParser parser(core_.settings.header_limit);
  const Received header = co_await receive_part(parser, &RequestParser::parse_header);
  if (!header) {
    Exchange unread;
    unread.request = blank_request();
    unread.began = core_.clock.steady_now();
    co_return std::unexpected(co_await refuse(header.error(), std::move(unread)));
  }
  RequestHead head = parser.take_head();
  Exchange exchange = begin(head);
  if (head.has_body) {
    const Received body = co_await receive_body(parser, head, exchange);
    if (!body) {
      co_return std::unexpected(co_await refuse(body.error(), std::move(exchange)));
    }
  }
  co_return exchange;
}

Task<Connection::Received> Connection::receive_part(RequestParser& parser, Step step) {
  for (;;) {
    const RequestParser::Step progress = (parser.*step)(input_);
    if (!progress) {
      co_return std::unexpected(progress.error());
    }
    if (*progress == RequestParser::Progress::complete) {
      co_return Received();
    }
    const bool came = co_await fill();
    if (!came) {
      co_return std::unexpected(timed_out() ? std::optional(Fault::request_timeout) : std::nullopt);
    }
  }
}

Task<Connection::Received> Connection::receive_body(RequestParser& parser, const RequestHead& head,
                                                    Exchange& exchange) {
  if (exchange.plan.answer && head.expects_continue) {
    // The peer waits for our word before it sends the body, and is refused instead.
    exchange.persistence = Persistence::close;
    co_return Received();
  }
  const Route* route = exchange.plan.route;
  if (const auto fault = parser.limit_body(route != nullptr ? route->body_limit.value_or(core_.settings.body_limit)
                                                            : core_.settings.body_limit)) {
    co_return std::unexpected(fault);
  }
  allow(core_.settings.body_timeout, Phase::busy);
  if (head.expects_continue && input_.empty()) {
    const bool written = co_await stream_.write_all(kContinue);
    if (!written) {
      co_return std::unexpected(std::nullopt);
    }
  }
  const Received body = co_await receive_part(parser, &RequestParser::parse_body);
  if (body) {
    exchange.request.body = parser.take_body();
  }
  co_return body;
}

Request Connection::blank_request() const {
  Request request;
  request.request_id = request_id_from({}, core_.clock.now());
  request.source = arrival_.peer;
  return request;
}

Task<Connection::After> Connection::refuse(std::optional<Fault> fault, Exchange exchange) {
  if (!fault) {
    co_return After::gone;
  }
  const Route* route = exchange.plan.route;
  Response response = route != nullptr && route->fault_answer != nullptr ? route->fault_answer(*fault, exchange.request)
                                                                         : problem(*fault, exchange.request);
  exchange.persistence = Persistence::close;
  co_return co_await respond(std::move(response), std::move(exchange));
}

Task<Connection::After> Connection::answer(Exchange exchange) {
  if (exchange.plan.answer) {
    Response decided = std::move(*exchange.plan.answer);
    co_return co_await respond(std::move(decided), std::move(exchange));
  }
  const Route& route = *exchange.plan.route;
  if (route.body == Body::json && exchange.request.body.empty()) {
    Response empty = problem(Fault::malformed_json, exchange.request, "The body is empty");
    co_return co_await respond(std::move(empty), std::move(exchange));
  }
  Request outline = outline_of(exchange.request);
  Response response = co_await call_handler(route, std::move(exchange.request));
  exchange.request = std::move(outline);
  co_return co_await respond(std::move(response), std::move(exchange));
}

Task<Connection::After> Connection::upgrade(Exchange exchange) {
  Plan::Handshake handshake = std::move(*exchange.plan.handshake);
  Request outline = outline_of(exchange.request);
  UpgradeOutcome outcome =
      co_await call_upgrade_handler(*handshake.handler, std::move(exchange.request), std::move(handshake.offer));
  exchange.request = std::move(outline);
  if (auto* refusal = std::get_if<Response>(&outcome)) {
    co_return co_await respond(std::move(*refusal), std::move(exchange));
  }
  UpgradeAcceptance& acceptance = std::get<UpgradeAcceptance>(outcome);
  PendingAdoption pending(std::move(acceptance.adoption));
  const std::string switching = switching_protocols(handshake, acceptance.subprotocol, exchange.request);
  allow(core_.settings.write_timeout, Phase::busy);
  const bool written = co_await stream_.write_all(switching);
  if (!written) {
    co_return After::gone;
  }
  core_.counters.count_answer(101);
  core_.counters.upgraded.fetch_add(1, std::memory_order_relaxed);
  log_answer(exchange.request, 101, core_.clock.steady_now() - exchange.began);
  push::Upgraded upgraded = stream_.release(input_);
  upgraded.compression = handshake.extension ? push::Compression::deflate : push::Compression::none;
  pending.accept(std::move(upgraded));
  co_return After::gone;
}

Task<Connection::After> Connection::respond(Response response, Exchange exchange) {
  const Request& request = exchange.request;
  const int status = response.status;
  response.headers.set("X-Request-Id", request.request_id);
  if (!request.correlation_id.empty()) {
    response.headers.set("X-Correlation-Id", request.correlation_id);
  }
  add_cors(response, std::string(request.header("Origin")), core_.origins);
  const bool ends_by_closing = response.next_piece && exchange.framing == Framing::until_close;
  if (core_.draining.load() || ends_by_closing) {
    exchange.persistence = Persistence::close;
  }
  const BodyRule body_rule = request.method == Method::head ? BodyRule::omit : BodyRule::send;
  const std::string bytes = render(response, exchange.persistence, body_rule, core_.clock.now(), exchange.framing);
  core_.counters.count_answer(status);
  log_answer(request, status, core_.clock.steady_now() - exchange.began);
  if (stream_.cancelled()) {
    // The time was up; the answer still goes out if the kernel takes it without a wait.
    stream_.write(bytes);
    co_return After::gone;
  }
  allow(core_.settings.write_timeout, Phase::busy);
  const bool written = co_await stream_.write_all(bytes);
  if (!written) {
    co_return After::gone;
  }
  if (response.next_piece && body_rule == BodyRule::send) {
    const bool whole = co_await send_pieces(std::move(response.next_piece), exchange.framing);
    if (!whole) {
      co_return After::gone;
    }
  }
  co_return exchange.persistence == Persistence::keep_alive ? After::next : After::linger;
}

Task<bool> Connection::send_pieces(NextPiece next_piece, Framing framing) {
  for (;;) {
    wait_without_end();  // the time of a write does not run while the piece is made
    const auto piece = co_await next_piece();
    if (!piece) {
      log::error("http:error",
                 {{"error", piece.error().log_detail.empty() ? piece.error().detail : piece.error().log_detail}});
      co_return false;
    }
    const std::string bytes = framing == Framing::chunked ? as_chunk(*piece) : *piece;
    allow(core_.settings.write_timeout, Phase::busy);
    const bool written = co_await stream_.write_all(bytes);
    if (!written || piece->empty()) {
      co_return written;
    }
  }
}

Task<void> Connection::linger() {
  // Closing with unread bytes would reset the connection, and the peer could lose the answer (RFC 9112 section 9.6).
  stream_.end_writing();
  allow(core_.settings.linger_timeout, Phase::idle);
  std::size_t left = kLingerBytes;
  for (bool more = true; more && left > 0;) {
    input_.clear();
    more = co_await fill();
    left -= std::min(left, input_.size());
  }
}

Task<void> serve_connection(Ticket ticket, TcpSocket socket) {
  try {
    Connection connection(ticket, std::move(socket));
    co_await connection.run();
  } catch (const std::exception& error) {
    log::error("http:error", {{"error", error.what()}});
  }
}

}  // namespace belfry::http
