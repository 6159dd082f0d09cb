#pragma once

#include "adapters/auth/crypto.hpp"
#include "ports/service_keys.hpp"

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

/// The keys of the services, kept as digests only. Immutable: any thread.
class ServiceKeys final : public ServiceKeyRing {
 public:
  /// Throws std::invalid_argument for an empty key, or one given twice.
  explicit ServiceKeys(const std::vector<ServiceKeySettings>& settings);

  const ServiceIdentity* find(std::string_view key) const override;

 private:
  struct Entry {
    Digest digest;
    ServiceIdentity service;
  };

  std::vector<Entry> entries_;
};

}  // namespace belfry::auth
