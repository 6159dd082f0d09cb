#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace belfry {

/// What a service key may do (docs/protocol.md, "HTTP").
enum class Scope : std::uint8_t { publish, broadcast, jobs, connections, users, admin };

inline constexpr std::array kScopes = {Scope::publish,     Scope::broadcast, Scope::jobs,
                                       Scope::connections, Scope::users,     Scope::admin};

/// The scope of a user JWT that makes it as good as a key with every scope.
inline constexpr std::string_view kAdminJwtScope = "belfry:admin";

/// As in the configuration.
constexpr std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::publish: return "publish";
    case Scope::broadcast: return "broadcast";
    case Scope::jobs: return "jobs";
    case Scope::connections: return "connections";
    case Scope::users: return "users";
    case Scope::admin: return "admin";
  }
  std::unreachable();
}

constexpr std::optional<Scope> parse_scope(std::string_view name) {
  for (const Scope scope : kScopes) {
    if (name_of(scope) == name) {
      return scope;
    }
  }
  return std::nullopt;
}

class ScopeSet {
 public:
  constexpr ScopeSet() = default;
  constexpr ScopeSet(std::initializer_list<Scope> scopes) {
    for (const Scope scope : scopes) {
      add(scope);
    }
  }
  static constexpr ScopeSet all() {
    ScopeSet set;
    for (const Scope scope : kScopes) {
      set.add(scope);
    }
    return set;
  }

  constexpr void add(Scope scope) { bits_ = static_cast<std::uint8_t>(bits_ | bit(scope)); }
  constexpr bool contains(Scope scope) const { return (bits_ & bit(scope)) != 0; }

  friend constexpr bool operator==(ScopeSet, ScopeSet) = default;

 private:
  static constexpr std::uint8_t bit(Scope scope) {
    return static_cast<std::uint8_t>(1U << static_cast<std::uint8_t>(scope));
  }

  std::uint8_t bits_ = 0;
};

}  // namespace belfry
