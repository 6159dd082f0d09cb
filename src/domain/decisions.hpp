#pragma once

#include "base/time.hpp"
#include "domain/ids.hpp"
#include "domain/notification_types.hpp"
#include "domain/preferences.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace belfry {

/// What was decided for one user and one channel kind, and why. The numbers are kept in databases.
enum class Decision : std::uint8_t {
  deliver = 0,
  disabled = 1,        ///< the user switched the channel kind off
  type_disabled = 2,   ///< the user switched it off for this type
  not_subscribed = 3,  ///< it names a channel that the user does not subscribe to
  duplicate = 4,       ///< the same `dedupeKey` within 24 h
  quiet_hours = 5,     ///< email and push during the user's quiet hours
};
inline constexpr std::array kDecisions = {Decision::deliver,        Decision::disabled,  Decision::type_disabled,
                                          Decision::not_subscribed, Decision::duplicate, Decision::quiet_hours};

/// As in `suppressed` and in delivery reports: `deliver`, or the reason.
constexpr std::string_view name_of(Decision decision) {
  switch (decision) {
    case Decision::deliver: return "deliver";
    case Decision::disabled: return "disabled";
    case Decision::type_disabled: return "type_disabled";
    case Decision::not_subscribed: return "not_subscribed";
    case Decision::duplicate: return "duplicate";
    case Decision::quiet_hours: return "quiet_hours";
  }
  std::unreachable();
}

/// What was decided about one notification for one user.
struct Decisions {
  PerKind<Decision> kinds{};
  bool silent = false;  ///< in-app, but without toast or sound: quiet hours

  Decision of(ChannelKind kind) const { return kinds[index_of(kind)]; }
  bool in_app() const { return of(ChannelKind::in_app) == Decision::deliver; }
  /// Other services have something to do.
  bool anything_outside() const {
    return of(ChannelKind::email) == Decision::deliver || of(ChannelKind::push) == Decision::deliver;
  }

  /// All kinds suppressed for the same reason.
  static Decisions none(Decision reason) { return {.kinds = {reason, reason, reason}, .silent = false}; }

  /// As one number for a database row: a byte a kind, from the lowest, and bit 24 for silent.
  std::uint32_t packed() const;
  static Decisions unpacked(std::uint32_t number);

  friend bool operator==(const Decisions&, const Decisions&) = default;
};

/// By the user's preferences alone (product 2.7). Null: everything is allowed. A mandatory type is delivered whatever
/// was said, and never silent. Costs well under a microsecond.
Decisions decide(const Preferences* preferences, std::string_view type, const MandatoryTypes& mandatory, Instant now);

/// A user whose inbox did not get a notification, and why.
struct Suppressed {
  UserId user;
  Decision reason = Decision::disabled;

  friend bool operator==(const Suppressed&, const Suppressed&) = default;
};

}  // namespace belfry
