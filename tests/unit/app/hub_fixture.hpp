#pragma once

#include "adapters/memory/memory_broker.hpp"
#include "adapters/memory/memory_stores.hpp"
#include "app/hub.hpp"
#include "app/relay.hpp"
#include "dialects/dashboard_dialect.hpp"
#include "dialects/gateway_dialect.hpp"
#include "dialects/jobs_dialect.hpp"
#include "dialects/notifications_dialect.hpp"
#include "support/fake_socket.hpp"
#include "support/jobs_of_one_shard.hpp"
#include "support/manual_clock.hpp"
#include "support/manual_scheduler.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace belfry::app::test {

using belfry::test::FakeSocket;
using belfry::test::ManualClock;
using belfry::test::ManualScheduler;

/// One shard with its hub over the memory store: publish, let it run, look at what the sockets got.
class HubTest : public ::testing::Test, public BrokerSubscriber, public SocketFlusher {
 protected:
  void SetUp() override {
    broker.subscribe(*this);
    store.set_listener(relay);
    services = std::make_unique<ShardServices>(ShardServices{.scheduler = scheduler,
                                                             .clock = clock,
                                                             .store = store,
                                                             .subscriptions = subscribe,
                                                             .jobs = jobs.jobs,
                                                             .directory = directory,
                                                             .dialects = {dialect, dashboard, jobs_dialect, gateway},
                                                             .flusher = *this,
                                                             .metrics = metrics,
                                                             .load = load,
                                                             .settings = settings});
    hub = std::make_unique<Hub>(*services);
    jobs.listener = [this](const messages::JobMessage& news) {
      hub->tell(std::make_shared<LiveJob>(news));
    };
  }

  void on_event(const CommittedEvent& event) override {
    if (drop_events > 0) {
      --drop_events;
    } else if (const auto* announcement = std::get_if<AnnouncementEventPtr>(&event)) {
      hub->announce(std::make_shared<LiveAnnouncement>(*announcement));
    } else {
      const auto live = std::make_shared<LiveEvent>(std::get<UserEventPtr>(event));
      events.push_back(live);
      hub->deliver(live);
    }
  }

  void flush() override { ++flushes; }

  FakeSocket& connect(const std::string& user, std::optional<Cursor> since = std::nullopt,
                      Session::Acking acking = Session::Acking::no,
                      DialectKind dialect_kind = DialectKind::notifications) {
    auto socket = std::make_unique<FakeSocket>();
    FakeSocket& made = *socket;
    sockets.push_back(std::move(socket));
    Session::Opening opening;
    opening.user = UserId(user);
    opening.record.key = next_key++;
    opening.record.dialect = dialect_kind;
    opening.record.connected_at = clock.now();
    opening.record.expires_at = clock.now() + std::chrono::hours(2);
    opening.since = since;
    opening.acking = acking;
    opening.job = std::exchange(next_job, {});
    EXPECT_TRUE(directory.reserve(opening.user, opening.record.key));
    hub->open(std::move(opening), [&made](SocketHandler& handler) -> Socket& {
      made.handler = &handler;
      return made;
    });
    return made;
  }

  FakeSocket& connect_dashboard(const std::string& user) {
    return connect(user, std::nullopt, Session::Acking::no, DialectKind::dashboard);
  }

  void publish(const std::string& user, const std::string& title = "hello") {
    scheduler.spawn(append(user, title));
    scheduler.run();
  }

  Task<void> append(std::string user, std::string title) {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "new_like";
    notification->title = std::move(title);
    notification->created_at = clock.now();
    PublishCommand command{notification, {UserId(std::move(user))}, std::nullopt};
    const auto published = co_await store.append(std::move(command));
    EXPECT_TRUE(published);
    last_id = notification->id;
  }

  /// When the last published notification was delivered to the user.
  std::optional<Instant> last_delivered_at(const std::string& user) {
    std::optional<Instant> at;
    scheduler.spawn(look_up(user, at));
    scheduler.run();
    return at;
  }

  Task<void> look_up(std::string user, std::optional<Instant>& at) {
    const auto found = co_await store.find(UserId(std::move(user)), last_id);
    EXPECT_TRUE(found && *found);
    at = (*found)->delivered_at;
  }

  /// Everything that can happen happens, sockets drain at once.
  void settle() {
    for (int i = 0; i < 50; ++i) {
      scheduler.run();
      for (auto& socket : sockets) {
        socket->drain();
      }
    }
    scheduler.run();
  }

  void say(FakeSocket& socket, std::string_view type, std::string_view payload) {
    const std::string text = R"({"id":"019b76da-a800-7000-8000-000000000001","type":")" + std::string(type) +
                             R"(","timestamp":1,"payload":)" + std::string(payload) + "}";
    socket.handler->on_text(text);
  }

  ManualClock clock;
  ManualScheduler scheduler{clock};
  memory::MemoryBroker broker;
  Relay relay{broker};
  memory::MemoryStores stores{clock};
  NotificationStore& store = stores.notifications;
  ChannelRules rules{{{.pattern = "user:{userId}:*", .who = Who::self, .claim = {}},
                      {.pattern = "staff:*", .who = Who::admin, .claim = {}},
                      {.pattern = "*", .who = Who::anyone, .claim = {}}}};
  belfry::test::JobsOfOneShard jobs{scheduler, clock, stores.jobs};
  Subscribe subscribe{stores.subscriptions, rules};
  ConnectionDirectory directory{{.connections = 0, .connections_per_user = 0}};
  NotificationsDialect dialect;
  DashboardDialect dashboard;
  JobsDialect jobs_dialect;
  GatewayDialect gateway;
  ShardMetrics metrics;
  std::atomic<std::uint32_t> load{0};
  SessionSettings settings;
  std::unique_ptr<ShardServices> services;
  std::vector<std::unique_ptr<FakeSocket>> sockets;
  std::unique_ptr<Hub> hub;
  NotificationId last_id;
  ConnectionKey next_key = 1;
  std::string next_job;                                ///< what the next connection follows from the start
  std::vector<std::weak_ptr<const LiveEvent>> events;  ///< alive while somebody has yet to be given them
  int flushes = 0;
  int drop_events = 0;
};

}  // namespace belfry::app::test
