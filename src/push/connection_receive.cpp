#include "push/connection.hpp"

#include "push/close_payload.hpp"

#include <sys/epoll.h>

#include <algorithm>

namespace belfry::push {

namespace {

/// Full buffers taken from one connection in one turn; the rest waits for its neighbours.
constexpr int kReadsPerTurn = 2;

/// Pings answered one by one before the queue runs empty; beyond that only the latest is (RFC 6455 section 5.5.3).
constexpr std::uint8_t kPongsQueued = 16;

}  // namespace

void Connection::on_events(std::uint32_t events) {
  if (phase_ == Phase::dead) {
    return;
  }
  hung_up_ = hung_up_ || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  // TLS may have to read before it can write, and the other way round: every event tries both.
  if (blocked_ && ((events & EPOLLOUT) != 0 || hung_up_ || transport_.is_tls())) {
    blocked_ = false;
    mark_dirty();
  }
  if ((events & EPOLLIN) != 0 || hung_up_ || transport_.is_tls()) {
    read();
  }
}

void Connection::resume() {
  unfinished_ = false;
  read();
}

void Connection::read() {
  for (int i = 0; i < kReadsPerTurn; ++i) {
    if (phase_ == Phase::dead) {
      return;
    }
    const auto buffer = shared_.receive_buffer();
    const ReadResult result = transport_.read(buffer);
    switch (result.status) {
      case IoStatus::would_block: return;
      case IoStatus::end: return on_peer_end();
      case IoStatus::failed: return drop();
      case IoStatus::done: break;
    }
    receive(buffer.first(result.bytes));
    // A stream that gave less than was asked for is empty, unless its end is waiting behind the data.
    if (result.bytes < buffer.size() && !hung_up_ && !transport_.is_tls()) {
      return;
    }
  }
  if (phase_ != Phase::dead && !unfinished_) {
    unfinished_ = true;
    shared_.add_unfinished(handle_);
  }
}

void Connection::receive(std::span<char> bytes) {
  last_received_ = shared_.now;
  MessageReader& reader = partial_ ? *partial_ : idle_reader();
  while (reads_on()) {
    const auto messages = phase_ == Phase::open ? MessageReader::Messages::kept : MessageReader::Messages::passed_over;
    const Received received = reader.next(bytes, messages);
    if (received.kind == Received::Kind::nothing) {
      break;
    }
    handle_received(received);
  }
  keep_or_release_reader();
}

MessageReader& Connection::idle_reader() {
  return compression_ == Compression::deflate ? shared_.deflate().reader : shared_.reader;
}

MessageReader Connection::fresh_reader() {
  return MessageReader(shared_.settings.max_message_bytes,
                       compression_ == Compression::deflate ? &shared_.deflate().inflator : nullptr);
}

void Connection::keep_or_release_reader() {
  if (!reads_on() || (partial_ && partial_->idle())) {
    partial_.reset();
  }
  if (MessageReader& reader = idle_reader(); !reader.idle()) {
    if (reads_on()) {
      partial_ = std::make_unique<MessageReader>(std::move(reader));
    }
    reader = fresh_reader();
  }
}

void Connection::handle_received(const Received& received) {
  switch (received.kind) {
    case Received::Kind::nothing: break;
    case Received::Kind::text:
      ++shared_.counters.messages_received;
      handler_.on_text(received.payload);
      break;
    case Received::Kind::binary:
      ++shared_.counters.messages_received;
      handler_.on_binary(received.payload);
      break;
    case Received::Kind::ping: answer_ping(received.payload); [[fallthrough]];
    case Received::Kind::pong:
      if (phase_ == Phase::open) {
        handler_.on_heartbeat();
      }
      break;
    case Received::Kind::close: answer_close(received); break;
    case Received::Kind::too_large:
      handler_.on_too_large();
      close(CloseCode::too_big, R"({"code":"PAYLOAD_TOO_LARGE"})");
      break;
    case Received::Kind::violation: fail(received.code); break;
  }
}

void Connection::answer_ping(std::string_view payload) {
  if (phase_ != Phase::open) {
    return;
  }
  Frame::Ptr pong = Frame::make(Opcode::pong, payload);
  if (pongs_ == kPongsQueued) {
    late_pong_ = std::move(pong);
    return;
  }
  ++pongs_;
  enqueue(std::move(pong));
}

void Connection::answer_close(const Received& received) {
  if (phase_ == Phase::open) {
    begin_close(Phase::answering, received.code, make_close_frame(received.code, {}));
    constexpr std::size_t kCodeBytes = 2;
    handler_.on_peer_closing(received.code, received.payload.substr(std::min(kCodeBytes, received.payload.size())));
  } else {
    phase_ = Phase::answering;
    mark_dirty();
  }
}

/// RFC 6455 section 7.1.7.
void Connection::fail(CloseCode code) {
  if (phase_ == Phase::open) {
    const bool text = code == CloseCode::invalid_payload;
    begin_close(Phase::failing, code,
                make_close_frame(code, text ? R"({"code":"INVALID_PAYLOAD"})" : R"({"code":"PROTOCOL_ERROR"})"));
  } else {
    phase_ = Phase::failing;
    mark_dirty();
  }
}

void Connection::on_peer_end() {
  switch (phase_) {
    case Phase::open:
    case Phase::closing:
    case Phase::lingering: return drop();
    case Phase::failing:
      phase_ = Phase::answering;  // nothing left to wait for once our close frame is out
      break;
    case Phase::answering:
    case Phase::dead: break;
  }
}

}  // namespace belfry::push
