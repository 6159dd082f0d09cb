#pragma once

#include <expected>
#include <string>
#include <utility>

namespace belfry::cli {

/// A value, or one line for the person at the terminal.
template <class T>
using Outcome = std::expected<T, std::string>;

inline std::unexpected<std::string> refuse(std::string line) { return std::unexpected(std::move(line)); }

}  // namespace belfry::cli
