#pragma once

#include "ports/dialect.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace belfry::app {

/// The dialects of this node: one of every kind there is. They outlive it.
class DialectSet {
 public:
  /// In any order. Throws std::invalid_argument when two are of one kind.
  template <std::derived_from<Dialect>... Each>
    requires(sizeof...(Each) == kDialectCount)
  explicit(false) DialectSet(const Each&... each) {
    (add(each), ...);
  }

  const Dialect& of(DialectKind kind) const { return *dialects_[static_cast<std::size_t>(kind)]; }

  auto begin() const { return dialects_.begin(); }
  auto end() const { return dialects_.end(); }

 private:
  void add(const Dialect& dialect) {
    const Dialect*& place = dialects_[static_cast<std::size_t>(dialect.kind())];
    if (place != nullptr) {
      throw std::invalid_argument("two dialects are of the kind " + std::string(name_of(dialect.kind())));
    }
    place = &dialect;
  }

  std::array<const Dialect*, kDialectCount> dialects_{};
};

}  // namespace belfry::app
