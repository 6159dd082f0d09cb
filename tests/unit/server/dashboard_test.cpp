#include "adapters/http/routes/asset_routes.hpp"
#include "config/reserved_segments.hpp"
#include "server/greeting.hpp"
#include "server/settings.hpp"
#include "support/fixture_assets.hpp"

#include <gmock/gmock.h>

#include <string>

namespace belfry::server {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Dashboard, HasNoAddressThatAStageCouldTake) {
  http::Router router;
  http::AssetRoutes routes(assets::test::fixture(), "ws://127.0.0.1:8080");
  routes.add_to(router);
  for (const http::Router::Entry& entry : router.entries()) {
    const std::string segment = entry.pattern.substr(1, entry.pattern.find('/', 1) - 1);
    if (!segment.empty()) {
      EXPECT_THAT(config::kReservedSegments, Contains(segment));
    }
  }
}

TEST(Dashboard, IsTheLastThatTheGreetingNames) {
  EXPECT_THAT(dev_greeting({}, "127.0.0.1:8080", assets::test::fixture()), EndsWith("http://127.0.0.1:8080/\n\n"));
}

TEST(Dashboard, IsNotNamedWhereItIsNotServed) {
  config::Config off;
  off.server.dashboard = false;
  EXPECT_THAT(dev_greeting(off, "127.0.0.1:8080", assets::test::fixture()), Not(HasSubstr("Dashboard")));
  EXPECT_THAT(dev_greeting({}, "127.0.0.1:8080", {}), Not(HasSubstr("Dashboard")));
}

TEST(SocketOrigin, IsThePublicUrlWithoutItsPath) {
  config::Config config;
  config.server.public_url = "https://belfry.example:8443/below/";
  EXPECT_EQ(socket_origin(config), "wss://belfry.example:8443");
  config.server.public_url = "http://127.0.0.1:8080";
  EXPECT_EQ(socket_origin(config), "ws://127.0.0.1:8080");
}

}  // namespace
}  // namespace belfry::server
