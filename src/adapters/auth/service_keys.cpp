#include "adapters/auth/service_keys.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace belfry::auth {

ServiceKeys::ServiceKeys(const std::vector<ServiceKeySettings>& settings) {
  for (const ServiceKeySettings& service : settings) {
    if (service.key.empty()) {
      throw std::invalid_argument(fmt::format("service \"{}\" has an empty key", service.name));
    }
    if (const ServiceIdentity* other = find(service.key)) {
      throw std::invalid_argument(fmt::format("services \"{}\" and \"{}\" share a key", other->name, service.name));
    }
    entries_.push_back({sha256(service.key), {service.name, service.scopes}});
  }
}

const ServiceIdentity* ServiceKeys::find(std::string_view key) const {
  const Digest digest = sha256(key);
  const ServiceIdentity* found = nullptr;
  for (const Entry& entry : entries_) {
    if (constant_time_equal(as_text(entry.digest), as_text(digest))) {
      found = &entry.service;
    }
  }
  return found;
}

}  // namespace belfry::auth
