#pragma once

#include "config/config.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// One declaration a key. Reading, environment names, printing, the documentation and `.env.example` all come from it.
namespace belfry::config {

/// Where the value of a key lives, and by that its type.
using Slot = std::variant<bool*, std::int64_t*, Seconds*, Days*, std::string*, Strings*, std::map<std::string, Days>*,
                          std::map<std::string, std::string>*>;

enum class Secrecy : std::uint8_t { open, secret };

struct Key {
  std::string_view name;  ///< within its table
  std::string_view doc;   ///< one sentence
  /// The slot in an element of the table that the key belongs to; `element` is what Section::at gave.
  Slot (*slot)(void* element);
  Secrecy secrecy = Secrecy::open;
  std::vector<std::string_view> legacy = {};  ///< environment names of the systems replaced (product 6.1)
};

/// How often the table may stand in the file.
enum class Repeat : std::uint8_t { once, once_or_list, list };

struct Section {
  std::string_view name;  ///< `auth.jwt`
  std::string_view doc;
  Repeat repeat = Repeat::once;
  std::vector<Key> keys = {};

  std::size_t (*count)(const Config&) = nullptr;
  void* (*at)(Config&, std::size_t) = nullptr;
  /// Lists only.
  void* (*append)(Config&) = nullptr;
  void (*clear)(Config&) = nullptr;

  /// The environment cannot say which table of a list it means.
  bool has_environment() const { return repeat != Repeat::list; }
};

/// All of them, in the order of the file. Built once; any thread.
const std::vector<Section>& schema();

/// `server.listen`; an element of a list is `auth.service_keys[0].key`.
std::string path_of(const Section& section, const Key& key);
std::string path_of(const Section& section, std::size_t index, const Key& key);

/// `BELFRY_AUTH_JWT_HS256_SECRET`.
std::string environment_name(const Section& section, const Key& key);

/// Accepted names of the systems replaced that do nothing here.
const std::vector<std::string_view>& names_without_effect();

Section server_section();
std::vector<Section> auth_sections();
std::vector<Section> limit_sections();
std::vector<Section> feature_sections();
Section outbox_section();
Section routes_section();
std::vector<Section> backend_sections();

}  // namespace belfry::config
