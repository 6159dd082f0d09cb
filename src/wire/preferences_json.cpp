#include "wire/preferences_json.hpp"

#include "json/parse.hpp"
#include "json/writer.hpp"
#include "wire/preferences_members.hpp"
#include "wire/preferences_patch.hpp"
#include "wire/quiet_hours_json.hpp"

namespace belfry::wire {
namespace {

void write_type(json::Writer& writer, const TypePreference& preference) {
  writer.begin_object();
  for (const ChannelKind kind : kChannelKinds) {
    writer.member(name_of(kind), preference[index_of(kind)]);
  }
  writer.end_object();
}

void write_switches(json::Writer& writer, const Preferences& preferences) {
  for (const ChannelKind kind : kChannelKinds) {
    writer.member(switch_name(kind), preferences.enabled[index_of(kind)]);
  }
  writer.key(kTypesMember);
  writer.begin_object();
  for (const auto& [type, preference] : preferences.types) {
    writer.key(type);
    write_type(writer, preference);
  }
  writer.end_object();
}

void write_hours(json::Writer& writer, const Preferences& preferences) {
  if (preferences.quiet_hours) {
    writer.key(kQuietHoursMember);
    write_quiet_hours(writer, *preferences.quiet_hours);
  }
}

}  // namespace

std::string preferences_body(const Preferences& preferences, const MandatoryTypes& mandatory) {
  json::Writer writer;
  writer.begin_object();
  write_switches(writer, preferences);
  writer.key(kMandatoryMember);
  writer.begin_array();
  for (const std::string& type : mandatory.names()) {
    writer.string(type);
  }
  writer.end_array();
  write_hours(writer, preferences);
  writer.end_object();
  return writer.take();
}

Result<PreferencesPatch> read_preferences_patch(std::string_view body, const NotificationTypes& types,
                                                const MandatoryTypes& mandatory) {
  const auto value = json::parse(body);
  if (!value) {
    return fail(value.error());
  }
  json::ReadContext context(json::UnknownMembers::refuse);
  PreferencesPatch patch = PatchReader(context, PatchReader::Client{types, mandatory}).read(*value);
  if (!context.faults().empty()) {
    return fail(Error::validation(std::move(context.faults())));
  }
  return patch;
}

std::string preferences_text(const Preferences& preferences) {
  json::Writer writer;
  writer.begin_object();
  write_switches(writer, preferences);
  write_hours(writer, preferences);
  writer.end_object();
  return writer.take();
}

std::optional<Preferences> parse_preferences_text(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) {
    return std::nullopt;
  }
  json::ReadContext context(json::UnknownMembers::refuse);
  const PreferencesPatch patch = PatchReader(context, PatchReader::Kept{}).read(*value);
  if (!context.faults().empty()) {
    return std::nullopt;
  }
  auto preferences = apply(patch, {});
  return preferences ? std::optional(std::move(*preferences)) : std::nullopt;
}

}  // namespace belfry::wire
