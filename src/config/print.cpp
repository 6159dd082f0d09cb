#include "config/print.hpp"

#include "config/schema.hpp"
#include "config/value.hpp"

#include <fmt/format.h>

#include <iterator>

namespace belfry::config {
namespace {

constexpr std::string_view kHidden = "\"********\"";

std::string shown(const Key& key, void* element) {
  const Slot slot = key.slot(element);
  const bool secret_is_set = key.secrecy == Secrecy::secret && !std::get<std::string*>(slot)->empty();
  return secret_is_set ? std::string(kHidden) : to_toml(slot);
}

void print_table(const Section& section, void* element, bool bracketed_twice, std::string_view prefix,
                 std::string& out) {
  fmt::format_to(std::back_inserter(out), "{}{}{}{}\n", prefix, bracketed_twice ? "[[" : "[", section.name,
                 bracketed_twice ? "]]" : "]");
  for (const Key& key : section.keys) {
    fmt::format_to(std::back_inserter(out), "# {}\n{}{} = {}\n", key.doc, prefix, key.name, shown(key, element));
  }
  out += '\n';
}

std::string environment_cell(const Section& section, const Key& key) {
  std::string cell = section.has_environment() ? fmt::format("`{}`", environment_name(section, key)) : "";
  for (const std::string_view name : key.legacy) {
    fmt::format_to(std::back_inserter(cell), ", `{}`", name);
  }
  return cell;
}

// An element with its defaults, for sections that are empty by default too.
void* default_element(const Section& section, Config& scratch) {
  if (section.repeat == Repeat::once) {
    return section.at(scratch, 0);
  }
  section.clear(scratch);
  return section.append(scratch);
}

}  // namespace

std::string print_toml(const Config& config) {
  Config copy = config;
  std::string out;
  for (const Section& section : schema()) {
    fmt::format_to(std::back_inserter(out), "# {}\n", section.doc);
    const std::size_t count = section.count(copy);
    const bool list = section.repeat == Repeat::list || count > 1;
    for (std::size_t index = 0; index < count; ++index) {
      print_table(section, section.at(copy, index), list, "", out);
    }
    if (count == 0) {
      Config scratch;
      print_table(section, default_element(section, scratch), list, "# ", out);
    }
  }
  out.pop_back();
  return out;
}

std::string print_markdown() {
  std::string out =
      "# Configuration\n\n"
      "Belfry reads `belfry.toml` (or the file named by `--config` or `BELFRY_CONFIG`). Flags win over `BELFRY_*`\n"
      "variables, these over the names of the systems that Belfry replaces, these over the file, and the file over "
      "the\n"
      "defaults. In variables, lists have commas between their items. A limit of 0 is switched off. A secret may be\n"
      "`file:/run/secrets/x` or `env:NAME`. `belfry config check` says what is wrong, `belfry config print` what "
      "holds.\n"
      "This page is written by `belfry config print --markdown`.\n";
  for (const Section& section : schema()) {
    const std::string brackets = section.repeat == Repeat::list ? "[[" : "[";
    fmt::format_to(std::back_inserter(out),
                   "\n## `{}{}{}`\n\n{}\n\n| key | default | environment | meaning |\n|---|---|---|---|\n", brackets,
                   section.name, section.repeat == Repeat::list ? "]]" : "]", section.doc);
    Config scratch;
    void* element = default_element(section, scratch);
    for (const Key& key : section.keys) {
      const Slot slot = key.slot(element);
      fmt::format_to(std::back_inserter(out), "| `{}` | `{}` | {} | {}{} |\n", key.name, to_toml(slot),
                     environment_cell(section, key), key.doc, key.secrecy == Secrecy::secret ? " Secret." : "");
    }
  }
  out += "\n## Names that do nothing\n\nAccepted from the systems replaced, and reported once at start:";
  for (const std::string_view name : names_without_effect()) {
    fmt::format_to(std::back_inserter(out), "{} `{}`", name == names_without_effect().front() ? "" : ",", name);
  }
  return out + ".\n";
}

std::string print_env_example() {
  std::string out =
      "# Every environment variable that Belfry reads, with its default. Written by `belfry config print --env`.\n"
      "\n# The configuration file.\n#BELFRY_CONFIG=belfry.toml\n";
  Config scratch;
  for (const Section& section : schema()) {
    if (!section.has_environment()) {
      continue;
    }
    fmt::format_to(std::back_inserter(out), "\n# [{}] {}\n", section.name, section.doc);
    void* element = default_element(section, scratch);
    for (const Key& key : section.keys) {
      std::string value = to_toml(key.slot(element));
      std::erase_if(value, [](char c) { return c == '"' || c == '[' || c == ']' || c == ' ' || c == '{' || c == '}'; });
      fmt::format_to(std::back_inserter(out), "# {}\n#{}={}\n", key.doc, environment_name(section, key), value);
      for (const std::string_view name : key.legacy) {
        fmt::format_to(std::back_inserter(out), "#{}=\n", name);
      }
    }
  }
  out += "\n# Read by the build of the dashboard: where its socket is.\n#VITE_WEBSOCKET_URL=\n";
  out += "\n# Accepted from the systems replaced; they do nothing.\n";
  for (const std::string_view name : names_without_effect()) {
    fmt::format_to(std::back_inserter(out), "#{}=\n", name);
  }
  return out;
}

std::string print_key_list() {
  std::string out;
  for (const Section& section : schema()) {
    Config scratch;
    void* element = default_element(section, scratch);
    for (const Key& key : section.keys) {
      const Slot slot = key.slot(element);
      fmt::format_to(std::back_inserter(out), "{} | {} | {}", path_of(section, key), type_name(slot), to_toml(slot));
      if (section.has_environment()) {
        fmt::format_to(std::back_inserter(out), " | {}", environment_name(section, key));
      }
      for (const std::string_view name : key.legacy) {
        fmt::format_to(std::back_inserter(out), " {}", name);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace belfry::config
