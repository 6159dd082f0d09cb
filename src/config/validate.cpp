#include "config/validate.hpp"

#include "config/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace belfry::config {
namespace {

// No count or duration means anything below zero, and the parts keep them in 32 bits.
constexpr std::int64_t kLargest = std::numeric_limits<std::uint32_t>::max();

struct InRange {
  LoadedConfig& loaded;
  std::string path;

  void operator()(std::int64_t* value) const { check(*value); }
  void operator()(Seconds* value) const { check(value->count()); }
  void operator()(Days* value) const { check(value->count()); }
  void operator()(std::map<std::string, Days>* table) const {
    for (const auto& [type, days] : *table) {
      check(days.count());
    }
  }
  void operator()(bool*) const {}
  void operator()(std::string*) const {}
  void operator()(Strings*) const {}
  void operator()(std::map<std::string, std::string>*) const {}

 private:
  void check(std::int64_t value) const {
    if (value < 0) {
      loaded.problem(path, "must not be negative");
    } else if (value > kLargest) {
      loaded.problem(path, fmt::format("must not be above {}", kLargest));
    }
  }
};

void validate_numbers(LoadedConfig& loaded) {
  for (const Section& section : schema()) {
    for (std::size_t index = 0; index < section.count(loaded.config); ++index) {
      for (const Key& key : section.keys) {
        const Slot slot = key.slot(section.at(loaded.config, index));
        std::visit(InRange{loaded, path_of(section, index, key)}, slot);
      }
    }
  }
}

}  // namespace

void validate(LoadedConfig& loaded) {
  validate_numbers(loaded);
  validate_server(loaded);
  validate_auth(loaded);
  validate_limits(loaded);
  validate_features(loaded);
  validate_outbox(loaded);
  validate_routes(loaded);
}

void validate_limits(LoadedConfig& loaded) {
  const LimitsConfig& limits = loaded.config.limits;
  if (limits.connections_per_user_policy != "reject" && limits.connections_per_user_policy != "evict_oldest") {
    loaded.problem("limits.connections_per_user_policy", "must be \"reject\" or \"evict_oldest\"");
  }
  if (limits.queue_bytes > 0 && limits.queue_bytes < limits.message_bytes) {
    loaded.problem("limits.queue_bytes", "must not be below limits.message_bytes: no message would fit");
  }
  const HeartbeatConfig& heartbeat = loaded.config.heartbeat;
  if (heartbeat.timeout.count() > 0 && heartbeat.timeout <= heartbeat.interval) {
    loaded.problem("heartbeat.timeout_seconds", "must be above heartbeat.interval_seconds");
  }
}

}  // namespace belfry::config
