#pragma once

#include "adapters/http/counters.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/settings.hpp"
#include "ports/clock.hpp"
#include "ports/origin_rule.hpp"
#include "runtime/shard.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace belfry::http {

struct ServerCore;

/// HTTP on one address, served by the shards. The server is destroyed before the shards (their coroutines share what
/// they need of it); what the handlers refer to, `origins` and `clock` outlive the shards. Its members are called from
/// one thread that is no shard's.
///
/// To end: `stop_accepting`, `drain`, `wait_until_drained`, then stop the shards.
class Server {
 public:
  /// Listens at once, but accepts nothing before `start`. Throws std::runtime_error or std::invalid_argument with a
  /// sentence that names the address, file or setting.
  Server(runtime::ShardSet& shards, Settings settings, Router router, const OriginRule& origins, const Clock& clock);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Once; before or after the shards start.
  void start();

  /// With the port chosen for port 0: `127.0.0.1:8080`.
  const std::string& address() const { return address_; }
  std::uint16_t port() const { return port_; }

  /// Closes the listening socket.
  void stop_accepting();
  /// Idle connections close; the others get `Connection: close` on their next answer.
  void drain();
  /// Waits for running requests; what is left at the end of `patience` is cut off, handlers excepted. False: some
  /// handler is still running.
  bool wait_until_drained(std::chrono::milliseconds patience);

  const Counters& counters() const;

 private:
  struct Listening;

  runtime::ShardSet& shards_;
  std::shared_ptr<ServerCore> core_;
  std::unique_ptr<Listening> listening_;  ///< until `start`
  std::string address_;
  std::uint16_t port_ = 0;
};

}  // namespace belfry::http
