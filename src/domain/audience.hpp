#pragma once

#include "domain/ids.hpp"

#include <variant>
#include <vector>

namespace belfry {

/// The subscribers of the channel that the notification names.
struct ToChannel {
  friend bool operator==(const ToChannel&, const ToChannel&) = default;
};

/// Every user there is and will be: an announcement.
struct ToEverybody {
  friend bool operator==(const ToEverybody&, const ToEverybody&) = default;
};

/// Whom a publish is for (product 2.3). A list of users has at least one and names each once.
using Audience = std::variant<std::vector<UserId>, ToChannel, ToEverybody>;

}  // namespace belfry
