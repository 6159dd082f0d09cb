#pragma once

#include "assets/asset_set.hpp"

namespace belfry::assets::test {

/// tests/fixtures/dashboard: a page, a script that gzip makes smaller, and an icon that it does not.
AssetSet fixture();

}  // namespace belfry::assets::test
