#include "server/compose_store.hpp"

#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::server {
namespace {

using belfry::test::ManualClock;
using belfry::test::run_task;
using belfry::test::TemporaryDirectory;

class ComposeStoreTest : public testing::TestWithParam<const char*> {
 protected:
  Stores open() {
    config::Config config;
    config.server.data_dir = directory.file("data");
    config.store.url = GetParam();
    return open_stores(config, clock).value();
  }
  Job job() const {
    Job one;
    one.id = JobId("job_1");
    one.user = ada;
    one.created_at = clock.now();
    return one;
  }
  PublishCommand command() const {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "processing_complete";
    return {notification, {ada}, std::nullopt};
  }

  const UserId ada{std::string("ada")};
  TemporaryDirectory directory;
  ManualClock clock;
};

TEST_P(ComposeStoreTest, TheStoresOfAServerKnowOfEachOther) {
  const Stores stores = open();
  ASSERT_TRUE(run_task(stores.jobs->create(job())));
  ASSERT_TRUE(run_task(stores.jobs->save(job(), command())));
  EXPECT_EQ(run_task(stores.notifications->state(ada))->unread, 1u);
  while (run_task(stores.privacy->erase_user(ada, 100))->more) {
  }
  EXPECT_FALSE(run_task(stores.jobs->job(job().id)));
}

INSTANTIATE_TEST_SUITE_P(Urls, ComposeStoreTest, testing::Values("memory:", "sqlite:belfry.db"));

}  // namespace
}  // namespace belfry::server
