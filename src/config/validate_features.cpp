#include "config/validate.hpp"
#include "config/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace belfry::config {
namespace {

constexpr std::size_t kTypeBytes = 50;  // product 2.1

bool is_type(std::string_view type) {
  return !type.empty() && type.size() <= kTypeBytes &&
         type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

void check_type(LoadedConfig& loaded, std::string_view path, const std::string& type) {
  if (!is_type(type)) {
    loaded.problem(path, fmt::format("must hold types of 1 to {} characters of a-z, 0-9 and _, not {}", kTypeBytes,
                                     toml_string(type)));
  }
}

bool is_audience(std::string_view who) {
  constexpr std::array<std::string_view, 4> kFixed = {"anyone", "self", "admin", "service"};
  constexpr std::string_view kClaim = "claim:";
  return std::ranges::find(kFixed, who) != kFixed.end() || (who.starts_with(kClaim) && who.size() > kClaim.size());
}

}  // namespace

void validate_features(LoadedConfig& loaded) {
  const NotificationsConfig& notifications = loaded.config.notifications;
  for (const std::string& type : notifications.extra_types) {
    check_type(loaded, "notifications.extra_types", type);
  }
  for (const std::string& type : notifications.mandatory) {
    check_type(loaded, "notifications.mandatory", type);
  }
  for (const auto& [type, days] : notifications.retention_by_type) {
    check_type(loaded, "notifications.retention_days_by_type", type);
  }
  for (std::size_t index = 0; index < loaded.config.channels.size(); ++index) {
    const ChannelRule& rule = loaded.config.channels[index];
    if (rule.pattern.empty()) {
      loaded.problem(fmt::format("channels[{}].pattern", index), "must be set");
    }
    if (!is_audience(rule.who)) {
      loaded.problem(fmt::format("channels[{}].who", index), "must be anyone, self, admin, service or claim:<name>");
    }
  }
}

}  // namespace belfry::config
