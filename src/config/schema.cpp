#include "config/schema.hpp"

#include <fmt/format.h>

#include <iterator>

namespace belfry::config {
namespace {

std::vector<Section> build() {
  std::vector<Section> all;
  all.push_back(server_section());
  for (auto&& part : {auth_sections(),
                      limit_sections(),
                      feature_sections(),
                      {outbox_section(), routes_section()},
                      backend_sections()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

const std::vector<Section>& schema() {
  static const std::vector<Section> all = build();
  return all;
}

std::string path_of(const Section& section, const Key& key) { return fmt::format("{}.{}", section.name, key.name); }

std::string path_of(const Section& section, std::size_t index, const Key& key) {
  if (section.repeat == Repeat::once) {
    return path_of(section, key);
  }
  return fmt::format("{}[{}].{}", section.name, index, key.name);
}

std::string environment_name(const Section& section, const Key& key) {
  std::string name = "BELFRY_" + path_of(section, key);
  for (char& c : name) {
    c = c == '.' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

const std::vector<std::string_view>& names_without_effect() {
  static const std::vector<std::string_view> names = {"WEBSOCKET_CONNECTION_TABLE", "WEBSOCKET_CONNECTIONS_TABLE",
                                                      "CONNECTIONS_TABLE",          "WEBSOCKET_TOKENS_TABLE",
                                                      "WEBSOCKET_REGION",           "NOTIFICATIONS_TOPIC_ARN"};
  return names;
}

}  // namespace belfry::config
