#pragma once

#include "base/error.hpp"

#include <expected>

namespace belfry {

/// A value or the reason there is none. Exceptions are for start-up and broken invariants only.
template <class T>
using Result = std::expected<T, Error>;

using Failure = std::unexpected<Error>;

/// `return fail(ErrorCode::token_used);`
inline Failure fail(ErrorCode code) { return Failure(Error(code)); }
inline Failure fail(Error error) { return Failure(std::move(error)); }

}  // namespace belfry
