#pragma once

#include "ports/socket.hpp"
#include "push/loop.hpp"
#include "runtime/shard.hpp"

#include <memory>
#include <string_view>

namespace belfry::echo {

/// Sends every message back as it came. Owns itself from `start` until the socket is closed; its loop's thread only.
class EchoSocket final : public SocketHandler {
 public:
  /// `shard` is the loop's.
  static void start(runtime::Shard& shard, push::Loop& loop, push::Upgraded upgraded);

  void on_text(std::string_view message) override { socket_->send(Frame::make(Opcode::text, message)); }
  void on_binary(std::string_view message) override { socket_->send(Frame::make(Opcode::binary, message)); }
  void on_heartbeat() override {}
  void on_too_large() override {}
  void on_drained() override {}
  void on_deadline() override {}
  void on_closed(CloseCode) override { self_.reset(); }

 private:
  explicit EchoSocket(runtime::Shard& shard) : shard_(shard) { ++shard_.load(); }
  ~EchoSocket() { --shard_.load(); }
  friend struct std::default_delete<EchoSocket>;

  runtime::Shard& shard_;
  Socket* socket_ = nullptr;
  std::unique_ptr<EchoSocket> self_;
};

}  // namespace belfry::echo
