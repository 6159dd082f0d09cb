#include "echo/echo_socket.hpp"

#include <utility>

namespace belfry::echo {

void EchoSocket::start(runtime::Shard& shard, push::Loop& loop, push::Upgraded upgraded) {
  std::unique_ptr<EchoSocket> made(new EchoSocket(shard));
  EchoSocket& socket = *made;
  socket.self_ = std::move(made);
  socket.socket_ = &loop.adopt(std::move(upgraded), socket);
}

}  // namespace belfry::echo
