#pragma once

#include "assets/asset.hpp"

#include <span>
#include <string_view>

namespace belfry::assets {

/// The files of one folder. Immutable; any thread.
class AssetSet {
 public:
  AssetSet() = default;
  /// `sorted` is ordered by path and outlives the set.
  explicit AssetSet(std::span<const Asset> sorted) : assets_(sorted) {}

  /// The file of that very path, or null.
  const Asset* find(std::string_view path) const;

  bool empty() const { return assets_.empty(); }
  auto begin() const { return assets_.begin(); }
  auto end() const { return assets_.end(); }

 private:
  std::span<const Asset> assets_;
};

}  // namespace belfry::assets
