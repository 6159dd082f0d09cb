#pragma once

#include <string>
#include <vector>

namespace belfry {

/// A claim of the JWT that lists channels (`who = "claim:<name>"`, product 2.8).
struct ListClaim {
  std::string name;
  std::vector<std::string> values;

  friend bool operator==(const ListClaim&, const ListClaim&) = default;
};

}  // namespace belfry
