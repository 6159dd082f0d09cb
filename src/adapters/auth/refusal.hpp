#pragma once

#include "base/result.hpp"

#include <string_view>

namespace belfry::auth {

/// A token that is not believed. The reason is for the log: a forger learns nothing from the answer.
inline Failure refuse(std::string_view reason) {
  return fail(Error::logged(ErrorCode::token_invalid, std::string(reason)));
}

inline Failure refuse_expired(std::string_view reason) {
  return fail(Error::logged(ErrorCode::token_expired, std::string(reason)));
}

}  // namespace belfry::auth
