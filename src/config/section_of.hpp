#pragma once

#include "config/schema.hpp"

namespace belfry::config {

template <class Owner, class Value>
Owner owner_of(Value Owner::*);

/// `{"listen", "doc", slot<&ServerConfig::listen>}`.
template <auto Member>
Slot slot(void* element) {
  using Owner = decltype(owner_of(Member));
  return &(static_cast<Owner*>(element)->*Member);
}

template <auto Member>
Section single_table(std::string_view name, std::string_view doc, std::vector<Key> keys) {
  Section section{name, doc, Repeat::once, std::move(keys)};
  section.count = [](const Config&) -> std::size_t {
    return 1;
  };
  section.at = [](Config& config, std::size_t) -> void* {
    return &(config.*Member);
  };
  return section;
}

template <auto Member>
Section repeated_table(std::string_view name, std::string_view doc, Repeat repeat, std::vector<Key> keys) {
  Section section{name, doc, repeat, std::move(keys)};
  section.count = [](const Config& config) {
    return (config.*Member).size();
  };
  section.at = [](Config& config, std::size_t index) -> void* {
    return &(config.*Member)[index];
  };
  section.append = [](Config& config) -> void* {
    return &(config.*Member).emplace_back();
  };
  section.clear = [](Config& config) {
    (config.*Member).clear();
  };
  return section;
}

}  // namespace belfry::config
