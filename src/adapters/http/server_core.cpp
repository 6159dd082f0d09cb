#include "adapters/http/server_core.hpp"

#include <stdexcept>
#include <utility>

namespace belfry::http {
namespace {

void check_tls(const Settings& settings) {
  if (settings.tls_certificate.empty() != settings.tls_key.empty()) {
    throw std::runtime_error("TLS needs both a certificate and a key; only one of them is given");
  }
}

}  // namespace

ServerCore::ServerCore(Settings wanted, Router routes, const OriginRule& origin_rule, const Clock& time,
                       std::uint32_t shard_count)
    : settings((check_tls(wanted), std::move(wanted))),
      router(std::move(routes)),
      origins(origin_rule),
      clock(time),
      proxies(settings.trusted_proxies),
      tls(settings.tls_certificate.empty()
              ? std::nullopt
              : std::optional<TlsContext>(std::in_place, settings.tls_certificate, settings.tls_key)),
      sets(shard_count) {}

bool ServerCore::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  const MutexLock lock(mutex_);
  while (counters.connections.load() != 0) {
    if (emptied_.wait_until(mutex_, deadline) == std::cv_status::timeout) {
      return counters.connections.load() == 0;
    }
  }
  return true;
}

Ticket::Ticket(std::shared_ptr<ServerCore> core, runtime::Shard& shard) : core_(std::move(core)), shard_(&shard) {
  over_limit_ = core_->counters.connections.fetch_add(1) >= core_->settings.max_connections;
  core_->counters.accepted.fetch_add(1, std::memory_order_relaxed);
  shard_->load().fetch_add(1, std::memory_order_relaxed);
}

Ticket::~Ticket() {
  if (core_ == nullptr) {
    return;
  }
  shard_->load().fetch_sub(1, std::memory_order_relaxed);
  if (core_->counters.connections.fetch_sub(1) == 1) {
    const MutexLock lock(core_->mutex_);
    core_->emptied_.notify_all();
  }
}

}  // namespace belfry::http
