#include "server/settings.hpp"

#include <gtest/gtest.h>

namespace belfry::server {
namespace {

using std::chrono::hours;

TEST(UpkeepSettings, AreTheTimesOfTheConfiguration) {
  config::Config config;
  config.notifications.retention = config::Days(1);
  config.notifications.log = config::Days(2);
  config.jobs.retention = config::Days(3);
  const app::Upkeep::Settings settings = upkeep_settings(config);
  EXPECT_EQ(settings.retention, hours(24));
  EXPECT_EQ(settings.log, hours(48));
  EXPECT_EQ(settings.jobs, hours(72));
}

}  // namespace
}  // namespace belfry::server
