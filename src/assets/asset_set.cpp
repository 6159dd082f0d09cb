#include "assets/asset_set.hpp"

#include <algorithm>

namespace belfry::assets {

const Asset* AssetSet::find(std::string_view path) const {
  const auto found = std::ranges::lower_bound(assets_, path, {}, &Asset::path);
  return found != assets_.end() && found->path == path ? &*found : nullptr;
}

}  // namespace belfry::assets
