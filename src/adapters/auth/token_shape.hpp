#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace belfry::auth {

/// What a credential of product 1.1 may be, told by its dots: who offers it need not say.
enum class TokenShape : std::uint8_t { connection_token, jwt, neither };

inline TokenShape shape_of(std::string_view token) {
  switch (std::ranges::count(token, '.')) {
    case 1: return TokenShape::connection_token;
    case 2: return TokenShape::jwt;
    default: return TokenShape::neither;
  }
}

}  // namespace belfry::auth
