#include "config/environment.hpp"

#include "config/schema.hpp"
#include "config/suggest.hpp"
#include "config/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace belfry::config {
namespace {

const std::string* value_of(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() || found->second.empty() ? nullptr : &found->second;
}

void set(const Section& section, const Key& key, std::string_view text, const std::string& origin, LoadedConfig& into) {
  const std::string path = path_of(section, 0, key);
  const Slot slot = key.slot(section.at(into.config, 0));
  into.origins[path] = origin;
  if (!set_from_text(slot, text)) {
    into.problem(path, fmt::format("expects {}", type_name(slot)));
  }
}

bool names_any_key(const Environment& environment, const Section& section) {
  return std::ranges::any_of(
      section.keys, [&](const Key& key) { return value_of(environment, environment_name(section, key)) != nullptr; });
}

void apply_legacy(const Environment& environment, const Section& section, LoadedConfig& into) {
  for (const Key& key : section.keys) {
    for (const std::string_view name : key.legacy) {
      const std::string* value = value_of(environment, name);
      // WEBSOCKET_TOKEN_MAX_AGE alone does not make an issuer of JWTs.
      if (value == nullptr || section.count(into.config) == 0) {
        continue;
      }
      if (section.count(into.config) > 1) {
        into.warnings.push_back(
            fmt::format("{} does not apply to several [[{}]]; set {} in each", name, section.name, key.name));
        continue;
      }
      set(section, key, *value, std::string(name), into);
    }
  }
}

void apply_own(const Environment& environment, const Section& section, LoadedConfig& into) {
  for (const Key& key : section.keys) {
    const std::string name = environment_name(section, key);
    const std::string* value = value_of(environment, name);
    if (value == nullptr) {
      continue;
    }
    if (section.count(into.config) > 1) {
      into.problems.push_back(
          fmt::format("{} cannot tell which of several [[{}]] it means; set it in the file", name, section.name));
      continue;
    }
    set(section, key, *value, name, into);
  }
}

void report_unknown(const Environment& environment, LoadedConfig& into) {
  std::vector<std::string> known = {std::string(kConfigFileVariable)};
  for (const Section& section : schema()) {
    for (const Key& key : section.keys) {
      if (section.has_environment()) {
        known.push_back(environment_name(section, key));
      }
    }
  }
  for (const auto& [name, value] : environment) {
    if (name.starts_with("BELFRY_") && std::ranges::find(known, name) == known.end()) {
      into.warnings.push_back(fmt::format("{} names no key and does nothing{}", name, suggestion(name, known)));
    }
  }
}

void report_without_effect(const Environment& environment, LoadedConfig& into) {
  for (const std::string_view name : names_without_effect()) {
    if (value_of(environment, name) != nullptr) {
      into.warnings.push_back(fmt::format("{} is accepted and does nothing: Belfry needs no such resource", name));
    }
  }
}

}  // namespace

void apply_environment(const Environment& environment, LoadedConfig& into) {
  for (const Section& section : schema()) {
    if (!section.has_environment()) {
      continue;
    }
    if (section.repeat == Repeat::once_or_list && section.count(into.config) == 0 &&
        names_any_key(environment, section)) {
      section.append(into.config);
    }
    apply_legacy(environment, section, into);
    apply_own(environment, section, into);
  }
  report_without_effect(environment, into);
  report_unknown(environment, into);
}

void apply_flags(const std::map<std::string, std::string>& flags, LoadedConfig& into) {
  for (const Section& section : schema()) {
    for (const Key& key : section.keys) {
      const auto flag = flags.find(path_of(section, key));
      if (flag == flags.end() || section.repeat != Repeat::once) {
        continue;
      }
      std::string option(key.name);
      std::ranges::replace(option, '_', '-');
      set(section, key, flag->second, "--" + option, into);
    }
  }
}

}  // namespace belfry::config
