#pragma once

#include "base/result.hpp"
#include "domain/quiet_hours.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry {

/// The ways by which a notification can reach somebody. In-app is Belfry's own; email and push are decided here and
/// done by other services (product 2.7, 2.9).
enum class ChannelKind : std::uint8_t { in_app, email, push };
inline constexpr std::array kChannelKinds = {ChannelKind::in_app, ChannelKind::email, ChannelKind::push};

template <class T>
using PerKind = std::array<T, kChannelKinds.size()>;

constexpr std::size_t index_of(ChannelKind kind) { return static_cast<std::size_t>(kind); }

/// As in preferences and reports: `inApp`, `email`, `push`.
constexpr std::string_view name_of(ChannelKind kind) {
  switch (kind) {
    case ChannelKind::in_app: return "inApp";
    case ChannelKind::email: return "email";
    case ChannelKind::push: return "push";
  }
  std::unreachable();
}

/// What a user said about one type; what was not said is allowed.
using TypePreference = PerKind<std::optional<bool>>;

/// What a user wants to hear (product 2.7). The default allows everything.
struct Preferences {
  PerKind<bool> enabled{true, true, true};
  std::map<std::string, TypePreference, std::less<>> types;  ///< only types about which something was said
  std::optional<QuietHours> quiet_hours;

  friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// Shared by whoever decides about the user; null: nothing was ever said.
using PreferencesPtr = std::shared_ptr<const Preferences>;

/// One member of a merge patch (RFC 7396): absent keeps, null takes away, else sets.
template <class T>
using Patch = std::optional<std::optional<T>>;

struct QuietHoursPatch {
  std::optional<TimeZone> time_zone;
  std::optional<std::vector<QuietPeriod>> periods;
};

/// A merge patch of Preferences whose parts have been checked: the types are known, nothing switches a mandatory one
/// off, the time zone exists.
struct PreferencesPatch {
  PerKind<Patch<bool>> enabled;
  bool clear_types = false;                                               ///< `"preferences": null`; before `types`
  std::map<std::string, Patch<PerKind<Patch<bool>>>, std::less<>> types;  ///< the outer optional is always set
  Patch<QuietHoursPatch> quiet_hours;
};

/// What holds after the patch. `validation_failed` when the quiet hours lack their zone or their periods then.
Result<Preferences> apply(const PreferencesPatch& patch, Preferences preferences);

}  // namespace belfry
