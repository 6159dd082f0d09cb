#include "contract/model_client.hpp"
#include "contract/model_steps.hpp"
#include "contract/stores.hpp"

#include <map>

namespace belfry::test {
namespace {

/// One of the stores that do the same, with what it told its listener and a few clients that fall behind and catch up.
class Side final : public CommitListener {
 public:
  Side(const StoreKind& kind, const Clock& clock)
      : name(kind.name),
        stores(kind.make(clock, {.mandatory = MandatoryTypes({"maintenance_scheduled"}),
                                 .outbox = {.decided = true, .delivered = false}})) {
    stores->notifications().set_listener(*this);
    for (const UserId& user : ModelSteps::users()) {
      clients[user].load(whole(user));
    }
  }

  void on_committed(std::span<const CommittedEvent> committed) override {
    for (const CommittedEvent& event : committed) {
      if (const auto* personal = std::get_if<UserEventPtr>(&event)) {
        const UserEvent& told = **personal;
        events[told.user] += text_of(told.change) + text_of(told.state) + (told.silent ? " silent\n" : "\n");
        heads[told.user] = told.state;
      } else {
        announcements += text_of(std::get<AnnouncementEventPtr>(event)->change) + "\n";
      }
    }
  }

  InboxState state(const UserId& user) { return run_task(stores->notifications().state(user)).value(); }
  HistoryPage whole(const UserId& user) {
    HistoryQuery query;
    query.limit = 10'000;
    return run_task(stores->notifications().history(user, query)).value();
  }
  Result<ChangesPage> changes(const UserId& user, const Cursor& since, std::size_t limit) {
    return run_task(stores->notifications().changes(user, since, limit, 0));
  }

  /// What waits in the outbox of each user first, in no order among the users.
  std::vector<std::string> due(Instant now) {
    std::vector<std::string> all;
    for (const OutboxEntry& entry : run_task(stores->outbox().due(now, 1'000)).value()) {
      all.push_back(text_of(entry));
    }
    std::ranges::sort(all);
    return all;
  }

  /// All that is kept about the user, in no order.
  std::vector<std::string> everything(const UserId& user, std::size_t limit) {
    std::vector<std::string> all;
    std::optional<ExportPosition> position = ExportPosition{};
    while (position) {
      const auto page = run_task(stores->privacy().export_user(user, *position, limit)).value();
      for (const ExportRecord& record : page.records) {
        all.push_back(text_of(record));
      }
      position = page.next;
    }
    std::ranges::sort(all);
    return all;
  }

  void begin_anew(const UserId& user) {
    heads.erase(user);
    clients[user].load(whole(user));
  }

  void catch_up(const UserId& user, std::size_t limit) {
    ModelClient& client = clients[user];
    for (int pages = 0; pages < 10'000; ++pages) {
      const auto page = changes(user, client.cursor, limit);
      const bool told =
          page && std::ranges::all_of(page->changes, [&](const Change& change) { return client.apply(change); });
      if (!told) {
        client.load(whole(user));
        return;
      }
      client.cursor = page->reached;
      if (!page->has_more) {
        return;
      }
    }
    ADD_FAILURE() << "the pages never end";
  }

  const char* name;
  std::unique_ptr<StoreUnderTest> stores;
  std::map<UserId, std::string> events;
  std::map<UserId, InboxState> heads;
  std::string announcements;
  std::map<UserId, ModelClient> clients;
};

class Model : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  void SetUp() override {
    for (const StoreKind& kind : {kMemory, kSqlite}) {
      sides.push_back(std::make_unique<Side>(kind, clock));
    }
  }

  /// Both sides answer the same, as text.
  template <class Ask>
  void agree(const char* what, Ask ask) {
    const std::string first = ask(*sides[0]);
    const std::string second = ask(*sides[1]);
    ASSERT_EQ(first, second) << what;
  }

  void compare(const UserId& user) {
    agree("state", [&](Side& side) { return text_of(side.state(user)); });
    agree("events", [&](Side& side) { return std::exchange(side.events[user], {}); });
    agree("announcements", [&](Side& side) { return std::exchange(side.announcements, {}); });
    ASSERT_EQ(sides[0]->state(user).rev, sides[0]->heads[user].rev);
  }

  void compare_list(const UserId& user) {
    agree("history", [&](Side& side) { return text_of(side.whole(user)); });
    for (const auto& side : sides) {
      const HistoryPage page = side->whole(user);
      const auto unread = std::ranges::count_if(page.items, [](const InboxItem& item) { return !item.read_at; });
      ASSERT_EQ(page.state.unread, static_cast<std::uint64_t>(unread)) << side->name;
    }
  }

  void compare_reading(const UserId& user) {
    HistoryQuery query;
    query.limit = static_cast<std::size_t>(steps.pick(1, 5));
    query.unread_only = steps.chance(50);
    for (int pages = 0; pages < 3; ++pages) {
      HistoryPage first = run_task(sides[0]->stores->notifications().history(user, query)).value();
      agree("page",
            [&](Side& side) { return text_of(run_task(side.stores->notifications().history(user, query)).value()); });
      if (!first.next_before) {
        break;
      }
      query.before = first.next_before;
    }
    const auto limit = static_cast<std::size_t>(steps.pick(1, 20));
    agree("welcome", [&](Side& side) {
      return text_of(run_task(side.stores->notifications().welcome(user, {}, limit))->undelivered);
    });
    const NotificationId id = steps.any_id(steps.published());
    agree("report", [&](Side& side) { return text_of(run_task(side.stores->reports().delivery_report(id, {}))); });
    agree("outbox", [&](Side& side) { return text_of(side.due(clock.now())); });
    if (steps.chance(10)) {
      agree("export", [&](Side& side) { return text_of(side.everything(user, limit)); });
    }
    const Cursor back = sides[0]->clients[user].cursor;
    agree("changes", [&](Side& side) {
      return text_of(side.changes(user, Cursor{side.state(user).epoch, back.rev, back.announcement}, limit));
    });
  }

  void compare_jobs(const UserId& user) {
    JobQuery query{.limit = static_cast<std::size_t>(steps.pick(1, 5)), .unfinished_only = steps.chance(50)};
    for (int pages = 0; pages < 3; ++pages) {
      const JobPage first = run_task(sides[0]->stores->jobs().jobs(user, query)).value();
      agree("jobs", [&](Side& side) { return text_of(run_task(side.stores->jobs().jobs(user, query))); });
      if (!first.next) {
        return;
      }
      query.after = first.next;
    }
  }

  void catch_up(const UserId& user) {
    const auto limit = static_cast<std::size_t>(steps.pick(1, 8));
    for (const auto& side : sides) {
      side->catch_up(user, limit);
      ModelClient reloaded;
      const HistoryPage now = side->whole(user);
      reloaded.load(now);
      const ModelClient& client = side->clients[user];
      ASSERT_EQ(client.list(), reloaded.list()) << side->name;
      ASSERT_EQ(client.badge(), now.state.unread) << side->name;
      ASSERT_EQ(client.cursor, now.state.cursor()) << side->name;
    }
  }

  ManualClock clock;
  std::vector<std::unique_ptr<Side>> sides;
  ModelSteps steps{GetParam(), clock};
};

TEST_P(Model, StoresAgreeStepByStepAndClientsThatCatchUpSeeWhatOthersSee) {
  constexpr int kSteps = 700;
  for (int i = 0; i < kSteps; ++i) {
    const ModelStep step = steps.next();
    SCOPED_TRACE("step " + std::to_string(i) + ": " + step.name);
    agree("answer", [&](Side& side) { return step.run(*side.stores); });
    for (const auto& side : sides) {
      if (step.erased) {
        side->begin_anew(*step.erased);
      }
    }
    for (const UserId& user : ModelSteps::users()) {
      SCOPED_TRACE(user.str());
      compare(user);
      if (HasFatalFailure()) {
        return;
      }
    }
    const UserId user = steps.any_user();
    SCOPED_TRACE(user.str());
    compare_list(user);
    compare_reading(user);
    compare_jobs(user);
    if (steps.chance(10)) {
      catch_up(user);
    }
    if (HasFatalFailure()) {
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Model, ::testing::Values(1U, 2U, 3U));

}  // namespace
}  // namespace belfry::test
