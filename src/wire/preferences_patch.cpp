#include "wire/preferences_patch.hpp"

#include "domain/text_rules.hpp"
#include "wire/preferences_members.hpp"
#include "wire/quiet_hours_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace belfry::wire {
namespace {

using json::ReadContext;

/// The kind whose name, as `name` tells it, is this one.
template <class Name>
std::optional<ChannelKind> kind_named(std::string_view text, Name name) {
  const auto found = std::ranges::find(kChannelKinds, text, name);
  return found == kChannelKinds.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

PreferencesPatch PatchReader::read(const boost::json::value& value) {
  PreferencesPatch patch;
  const auto* object = value.if_object();
  if (object == nullptr) {
    context_.wrong_type("an object");
    return patch;
  }
  for (const auto& member : *object) {
    const ReadContext::Step step(context_, std::string_view(member.key()));
    read_member(member.key(), member.value(), patch);
  }
  return patch;
}

void PatchReader::read_member(std::string_view name, const boost::json::value& value, PreferencesPatch& patch) {
  if (const auto kind = kind_named(name, &switch_name)) {
    patch.enabled[index_of(*kind)] = read_switch(value);
  } else if (name == kTypesMember) {
    read_types(value, patch);
  } else if (name == kQuietHoursMember) {
    read_quiet_hours(value, patch);
  } else if (name == kMandatoryMember && client() != nullptr) {
    context_.fault("read_only", "is the server's to say");
  } else {
    unknown_member();
  }
}

Patch<bool> PatchReader::read_switch(const boost::json::value& value) {
  if (value.is_null()) {
    return std::optional<bool>();
  }
  if (const bool* flag = value.if_bool()) {
    return std::optional(*flag);
  }
  context_.wrong_type("true, false or null");
  return std::nullopt;
}

void PatchReader::read_types(const boost::json::value& value, PreferencesPatch& patch) {
  if (value.is_null()) {
    patch.clear_types = true;
    return;
  }
  const auto* object = value.if_object();
  if (object == nullptr) {
    return context_.wrong_type("an object or null");
  }
  for (const auto& member : *object) {
    const ReadContext::Step step(context_, std::string_view(member.key()));
    read_type(member.key(), member.value(), patch);
  }
}

void PatchReader::read_type(std::string_view type, const boost::json::value& value, PreferencesPatch& patch) {
  if (value.is_null()) {
    patch.types.emplace(type, std::optional<Kinds>());
    return;
  }
  if (client() != nullptr ? !client()->types.contains(type) : !is_type_name(type)) {
    return context_.fault("unknown_type", "is not a known notification type");
  }
  const auto* object = value.if_object();
  if (object == nullptr) {
    return context_.wrong_type("an object or null");
  }
  patch.types.emplace(type, std::optional(read_kinds(type, *object)));
}

PatchReader::Kinds PatchReader::read_kinds(std::string_view type, const boost::json::object& members) {
  const bool mandatory = client() != nullptr && client()->mandatory.contains(type);
  Kinds kinds;
  for (const auto& member : members) {
    const ReadContext::Step step(context_, std::string_view(member.key()));
    const auto kind = kind_named(member.key(), [](ChannelKind one) { return name_of(one); });
    if (!kind) {
      unknown_member();
      continue;
    }
    const Patch<bool> change = read_switch(member.value());
    if (mandatory && change && change->has_value() && !**change) {
      context_.fault("mandatory", "cannot be switched off for this type");
    }
    kinds[index_of(*kind)] = change;
  }
  return kinds;
}

void PatchReader::read_quiet_hours(const boost::json::value& value, PreferencesPatch& patch) {
  if (value.is_null()) {
    patch.quiet_hours = std::optional<QuietHoursPatch>();
    return;
  }
  const auto* object = value.if_object();
  if (object == nullptr) {
    return context_.wrong_type("an object or null");
  }
  QuietHoursPatch hours;
  for (const auto& member : *object) {
    const ReadContext::Step step(context_, std::string_view(member.key()));
    if (member.key() == "timeZone") {
      read_zone(member.value(), hours);
    } else if (member.key() == "periods") {
      read_periods(member.value(), hours);
    } else {
      unknown_member();
    }
  }
  const bool zone_is_gone = client() == nullptr && !hours.time_zone;
  patch.quiet_hours = zone_is_gone ? std::optional<QuietHoursPatch>() : std::optional(std::move(hours));
}

void PatchReader::read_zone(const boost::json::value& value, QuietHoursPatch& hours) {
  if (value.is_null()) {
    return context_.fault("required", "cannot be taken away alone");
  }
  const auto* text = value.if_string();
  if (text == nullptr) {
    return context_.wrong_type("a string");
  }
  hours.time_zone = TimeZone::find(std::string_view(*text));
  if (!hours.time_zone && client() != nullptr) {
    context_.fault("time_zone", "is not a known time zone: an IANA name such as Europe/Vienna");
  }
}

void PatchReader::read_periods(const boost::json::value& value, QuietHoursPatch& hours) {
  if (value.is_null()) {
    return context_.fault("required", "cannot be taken away alone");
  }
  const auto* array = value.if_array();
  if (array != nullptr && array->size() > QuietHours::kMaxPeriods) {
    return context_.fault("too_many", fmt::format("at most {} periods", QuietHours::kMaxPeriods));
  }
  std::vector<PeriodJson> read;
  json::Codec<std::vector<PeriodJson>>::read(value, read, context_);
  // Not "no more than before": when the context is full, it takes no further fault.
  if (!context_.faults().empty()) {
    return;
  }
  std::vector<QuietPeriod> periods;
  std::ranges::transform(read, std::back_inserter(periods), &period_of);
  hours.periods = std::move(periods);
}

}  // namespace belfry::wire
