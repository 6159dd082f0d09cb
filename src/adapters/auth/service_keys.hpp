#pragma once

#include "adapters/auth/crypto.hpp"
#include "domain/scope.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace belfry::auth {

/// One `[[auth.service_keys]]` table.
struct ServiceKeySettings {
  std::string name;
  std::string key;
  ScopeSet scopes = ScopeSet::all();
};

/// A back end that publishes.
struct ServiceIdentity {
  std::string name;
  ScopeSet scopes;
};

/// The keys of the services, kept as digests only. Immutable: any thread.
class ServiceKeys {
 public:
  /// Throws std::invalid_argument for an empty key, or one given twice.
  explicit ServiceKeys(const std::vector<ServiceKeySettings>& settings);

  /// Null for a key of nobody's. Takes as long whichever key fits, and if none does. Lives as long as this.
  const ServiceIdentity* find(std::string_view key) const;

 private:
  struct Entry {
    Digest digest;
    ServiceIdentity service;
  };

  std::vector<Entry> entries_;
};

}  // namespace belfry::auth
