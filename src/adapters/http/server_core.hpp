#pragma once

#include "adapters/http/connection_set.hpp"
#include "adapters/http/counters.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/settings.hpp"
#include "adapters/http/tls_context.hpp"
#include "adapters/http/trusted_proxies.hpp"
#include "base/thread_annotations.hpp"
#include "ports/clock.hpp"
#include "ports/origin_rule.hpp"
#include "runtime/shard.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace belfry::http {

/// What a server and its connections share; each of them owns a part of it, so that neither has to outlive the other.
struct ServerCore {
  ServerCore(Settings wanted, Router routes, const OriginRule& origin_rule, const Clock& time,
             std::uint32_t shard_count);

  const Settings settings;
  const Router router;
  const OriginRule& origins;
  const Clock& clock;
  const TrustedProxies proxies;
  const std::optional<TlsContext> tls;
  Counters counters;
  std::atomic<bool> draining{false};
  std::atomic<bool> sweeping{true};
  std::vector<ConnectionSet> sets;       ///< one a shard, each on its own thread
  std::function<void()> close_acceptor;  ///< on shard 0; empty once it is closed

  /// From any thread but a shard's. False: the time was up first.
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
  friend class Ticket;
  Mutex mutex_;
  ConditionVariable emptied_;
};

/// One HTTP connection, counted at its server and at its shard for as long as this lives.
class Ticket {
 public:
  Ticket(std::shared_ptr<ServerCore> core, runtime::Shard& shard);
  ~Ticket();
  Ticket(Ticket&& other) noexcept = default;
  Ticket& operator=(Ticket&&) = delete;

  ServerCore& core() const { return *core_; }
  runtime::Shard& shard() const { return *shard_; }
  /// The server's bound was reached before this one: it is answered 503.
  bool over_limit() const { return over_limit_; }

 private:
  std::shared_ptr<ServerCore> core_;  ///< null when moved from
  runtime::Shard* shard_;
  bool over_limit_;
};

}  // namespace belfry::http
