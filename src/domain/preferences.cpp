#include "domain/preferences.hpp"

#include <algorithm>

namespace belfry {
namespace {

void apply_to_type(const PerKind<Patch<bool>>& patch, TypePreference& preference) {
  for (const ChannelKind kind : kChannelKinds) {
    if (const Patch<bool>& change = patch[index_of(kind)]) {
      preference[index_of(kind)] = *change;
    }
  }
}

bool says_nothing(const TypePreference& preference) {
  return std::ranges::none_of(preference, [](const std::optional<bool>& said) { return said.has_value(); });
}

void apply_types(const PreferencesPatch& patch, Preferences& preferences) {
  if (patch.clear_types) {
    preferences.types.clear();
  }
  for (const auto& [type, change] : patch.types) {
    if (!change || !*change) {
      preferences.types.erase(type);
      continue;
    }
    TypePreference& preference = preferences.types[type];
    apply_to_type(**change, preference);
    if (says_nothing(preference)) {
      preferences.types.erase(type);
    }
  }
}

Result<void> apply_quiet_hours(const Patch<QuietHoursPatch>& patch, Preferences& preferences) {
  if (!patch) {
    return {};
  }
  if (!*patch) {
    preferences.quiet_hours.reset();
    return {};
  }
  const QuietHoursPatch& change = **patch;
  const std::optional<QuietHours>& before = preferences.quiet_hours;
  if (!change.time_zone && !before) {
    return fail(Error::validation("/quietHours/timeZone", "required", "is missing"));
  }
  if (!change.periods && !before) {
    return fail(Error::validation("/quietHours/periods", "required", "is missing"));
  }
  const TimeZone zone = change.time_zone ? *change.time_zone : before->time_zone;
  preferences.quiet_hours = QuietHours{zone, change.periods ? *change.periods : before->periods};
  return {};
}

}  // namespace

Result<Preferences> apply(const PreferencesPatch& patch, Preferences preferences) {
  for (const ChannelKind kind : kChannelKinds) {
    if (const Patch<bool>& change = patch.enabled[index_of(kind)]) {
      preferences.enabled[index_of(kind)] = change->value_or(true);
    }
  }
  apply_types(patch, preferences);
  if (auto applied = apply_quiet_hours(patch.quiet_hours, preferences); !applied) {
    return fail(std::move(applied.error()));
  }
  return preferences;
}

}  // namespace belfry
