#pragma once

#include "ports/gateway_handlers.hpp"
#include "ports/scheduler.hpp"
#include "ports/socket.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace belfry::app {

/// One connection of an API that was written for API Gateway (product 3.4): hands its messages to the handlers and
/// their answers back. Shard-local; its session owns it, calls under way hold it.
class GatewayLink : public std::enable_shared_from_this<GatewayLink> {
 public:
  /// Messages of a connection are handled side by side, as there; further ones wait in order, and beyond that each is
  /// answered that there are too many.
  static constexpr std::size_t kMaxRunning = 16;
  static constexpr std::size_t kMaxWaiting = 64;
  static constexpr std::size_t kMaxWaitingBytes = 1024 * 1024;

  GatewayLink(GatewayHandlers& handlers, GatewayConnectionPtr connection)
      : handlers_(handlers), connection_(std::move(connection)) {}

  /// Both outlive the time until `closed`; the scheduler is the shard's.
  void start(Scheduler& scheduler, Socket& socket);
  void receive(std::string_view text);
  /// Answers a message that is not taken.
  void refuse();
  /// The client begins to close, for that reason.
  void peer_closing(std::string_view reason) { reason_ = reason; }
  /// This side closes with that.
  void closing(CloseCode code);
  void closed(CloseCode code);

  /// The connection was accepted by its handler and never came to be.
  void abandoned(Scheduler& scheduler);

 private:
  static Task<void> answer(std::shared_ptr<GatewayLink> link, std::string text);

  GatewayHandlers& handlers_;
  const GatewayConnectionPtr connection_;
  Scheduler* scheduler_ = nullptr;
  Socket* socket_ = nullptr;  ///< null once it is closed
  std::string reason_;        ///< of the close, by whichever side began it
  std::size_t running_ = 0;
  std::deque<std::string> waiting_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace belfry::app
