#pragma once

#include "adapters/http/request.hpp"
#include "base/result.hpp"
#include "ports/notification_store.hpp"

#include <optional>
#include <string>

namespace belfry::http {

/// The `Idempotency-Key` of a request, scoped to its caller and route (product 2.3); nothing when there is none.
/// `validation_failed` unless it is 1 to 255 printable characters.
Result<std::optional<IdempotencyClaim>> idempotency_claim(const Request& request, const std::string& caller);

/// The same text for the same key of the same caller and route, in characters that an id may have.
std::string id_suffix(const IdempotencyClaim& claim);

}  // namespace belfry::http
