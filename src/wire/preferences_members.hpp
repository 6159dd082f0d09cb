#pragma once

#include "domain/preferences.hpp"

#include <string_view>
#include <utility>

/// The names of what preferences are made of.
namespace belfry::wire {

inline constexpr std::string_view kTypesMember = "preferences";
inline constexpr std::string_view kMandatoryMember = "mandatory";
inline constexpr std::string_view kQuietHoursMember = "quietHours";

/// Of the switch for all types together.
constexpr std::string_view switch_name(ChannelKind kind) {
  switch (kind) {
    case ChannelKind::in_app: return "inAppEnabled";
    case ChannelKind::email: return "emailEnabled";
    case ChannelKind::push: return "pushEnabled";
  }
  std::unreachable();
}

}  // namespace belfry::wire
