#pragma once

#include "adapters/http/connection_set.hpp"
#include "adapters/http/plan.hpp"
#include "adapters/http/response_writer.hpp"
#include "adapters/http/server_core.hpp"
#include "adapters/http/stream.hpp"
#include "base/task.hpp"

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace belfry::http {

/// One HTTP/1 connection: requests one after the other (RFC 9112 section 9.3), until one of them becomes a WebSocket or
/// either side has had enough. Lives in a coroutine on its shard; nothing of it is left after an upgrade.
class Connection final : public ConnectionSet::Member {
 public:
  Connection(const Ticket& ticket, TcpSocket socket);

  Task<void> run();
  void cancel() override { stream_.cancel(); }

 private:
  enum class After : std::uint8_t {
    next,    ///< another request may come
    linger,  ///< the answer was the last one, and the peer may still be sending
    gone,    ///< nothing more to say
  };
  struct Exchange {
    Request request;
    Plan plan;
    Persistence persistence = Persistence::close;
    Framing framing = Framing::chunked;
    std::chrono::steady_clock::time_point began;
  };
  using Step = RequestParser::Step (RequestParser::*)(std::string&);
  using Received = std::expected<void, std::optional<Fault>>;  ///< no fault: the peer is gone

  Task<After> serve_one();
  Task<std::expected<Exchange, After>> receive();
  Task<Received> receive_part(RequestParser& parser, Step step);
  Task<Received> receive_body(RequestParser& parser, const RequestHead& head, Exchange& exchange);
  Task<After> refuse(std::optional<Fault> fault, Exchange exchange);
  Task<After> answer(Exchange exchange);
  Task<After> upgrade(Exchange exchange);
  Task<bool> send_pieces(NextPiece next_piece, Framing framing);
  Task<After> respond(Response response, Exchange exchange);
  Task<void> linger();

  /// Appends what the peer sent to `input_`. False: it is gone, or we gave up.
  Task<bool> fill();
  Stream::Outcome read_once();

  Exchange begin(RequestHead& head);
  Request blank_request() const;
  void allow(std::chrono::milliseconds duration, Phase phase);

  const Ticket& ticket_;
  ServerCore& core_;
  const Arrival arrival_;
  Stream stream_;
  std::string input_;  ///< what came and is not used yet
  bool fresh_ = true;  ///< no request was waited for yet
};

/// Serves the connection to its end. Starts on the ticket's shard.
Task<void> serve_connection(Ticket ticket, TcpSocket socket);

}  // namespace belfry::http
