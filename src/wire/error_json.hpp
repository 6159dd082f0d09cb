#pragma once

#include "base/error.hpp"
#include "json/schema.hpp"
#include "json/writer.hpp"

#include <span>

namespace belfry::wire {

/// What an `error` message of any dialect says: `code`, `message`, `details`?, `retryAfterMs`?.
void write_error_members(json::Writer& writer, const Error& error);

/// The same as a schema, of errors with these codes.
json::Schema error_schema(std::span<const ErrorCode> codes);

}  // namespace belfry::wire
