#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace belfry {

/// A string that cannot be passed where another kind of string is meant.
template <class Tag>
class StrongString {
 public:
  StrongString() = default;
  explicit StrongString(std::string value) : value_(std::move(value)) {}

  const std::string& str() const { return value_; }
  std::string_view view() const { return value_; }
  bool empty() const { return value_.empty(); }

  friend auto operator<=>(const StrongString&, const StrongString&) = default;

 private:
  std::string value_;
};

}  // namespace belfry

template <class Tag>
struct std::hash<belfry::StrongString<Tag>> {
  std::size_t operator()(const belfry::StrongString<Tag>& id) const noexcept {
    return std::hash<std::string_view>{}(id.view());
  }
};
