#pragma once

#include "adapters/sqlite/sqlite_notification_store.hpp"
#include "adapters/sqlite/sqlite_token_store.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace belfry::sqlite::test {

using belfry::test::ManualClock;
using belfry::test::run_task;
using belfry::test::run_together;
using belfry::test::TemporaryDirectory;

/// A database file in a directory of its own, opened and closed as the test likes.
class SqliteTest : public ::testing::Test, public CommitListener {
 protected:
  void SetUp() override { settings.path = directory.file("belfry.db"); }

  void on_committed(std::span<const CommittedEvent> events) override { told += events.size(); }

  void open() {
    auto opened = SqliteDatabase::open(settings, clock);
    ASSERT_TRUE(opened) << opened.error().log_detail;
    database = std::move(*opened);
    store = std::make_unique<SqliteNotificationStore>(*database);
    store->set_listener(*this);
  }
  void close() {
    store.reset();
    database.reset();
  }
  /// Why it cannot be opened; empty when it can.
  std::string refusal() const {
    const auto opened = SqliteDatabase::open(settings, clock);
    return opened ? "" : opened.error().log_detail;
  }

  PublishCommand command(const UserId& user, std::size_t body_bytes = 10) const {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "new_like";
    notification->title = "hello";
    notification->body = std::string(body_bytes, 'x');
    notification->created_at = clock.now();
    return {notification, {user}, std::nullopt};
  }
  Result<Published> publish(const UserId& user, std::size_t body_bytes = 10) {
    return run_task(store->append(command(user, body_bytes)));
  }
  InboxState state(const UserId& user) { return run_task(store->state(user)).value(); }

  template <class T>
  static std::optional<ErrorCode> code(const Result<T>& result) {
    return result ? std::nullopt : std::optional(result.error().code);
  }

  const UserId ada{std::string("ada")};
  const MandatoryTypes mandatory{};
  const ReadScope scope{.epoch = 1, .mandatory = mandatory};
  TemporaryDirectory directory;
  ManualClock clock;
  SqliteSettings settings;
  std::unique_ptr<SqliteDatabase> database;
  std::unique_ptr<SqliteNotificationStore> store;
  std::size_t told = 0;
};

}  // namespace belfry::sqlite::test
