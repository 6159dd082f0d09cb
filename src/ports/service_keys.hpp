#pragma once

#include "domain/scope.hpp"

#include <string>
#include <string_view>

namespace belfry {

/// A back end that publishes.
struct ServiceIdentity {
  std::string name;
  ScopeSet scopes;
};

/// The keys of the services. Any thread.
class ServiceKeyRing {
 public:
  virtual ~ServiceKeyRing() = default;
  /// Null for a key of nobody's. Takes as long whichever key fits, and if none does. Lives as long as the ring.
  virtual const ServiceIdentity* find(std::string_view key) const = 0;
};

}  // namespace belfry
