#pragma once

#include "assets/asset_set.hpp"

namespace belfry::assets {

/// The web dashboard as it was when this binary was built (BELFRY_DASHBOARD_DIR); empty when it was not there.
AssetSet dashboard();

}  // namespace belfry::assets
