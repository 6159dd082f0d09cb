#pragma once

#include "contract/model_job_steps.hpp"
#include "contract/model_text.hpp"
#include "contract/store_under_test.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace belfry::test {

/// One random thing that somebody does: the same for every store, answered as text. Positions are taken from the epoch
/// of the store that it is done to.
struct ModelStep {
  std::string name;
  std::function<std::string(StoreUnderTest&)> run;
  std::optional<UserId> erased = std::nullopt;  ///< a user who begins anew with this step
};

/// Draws steps. Remembers what was published, so that later steps can name it.
class ModelSteps {
 public:
  ModelSteps(std::uint32_t seed, ManualClock& clock) : random_(seed), clock_(clock) {}
  ModelSteps(const ModelSteps&) = delete;
  ModelSteps& operator=(const ModelSteps&) = delete;

  ModelStep next() {
    clock_.advance(std::chrono::milliseconds(pick(1, 500)));
    if (pick(0, 199) == 0) {
      clock_.advance(std::chrono::hours(pick(1, 13)));
    }
    static constexpr std::array<std::pair<int, ModelStep (ModelSteps::*)()>, 15> kKinds = {{{25, &ModelSteps::publish},
                                                                                            {10, &ModelSteps::read},
                                                                                            {5, &ModelSteps::read_all},
                                                                                            {4, &ModelSteps::seen},
                                                                                            {6, &ModelSteps::remove},
                                                                                            {6, &ModelSteps::deliver},
                                                                                            {8, &ModelSteps::announce},
                                                                                            {6, &ModelSteps::edit},
                                                                                            {4, &ModelSteps::recall},
                                                                                            {6, &ModelSteps::patch},
                                                                                            {6, &ModelSteps::subscribe},
                                                                                            {6, &ModelSteps::send},
                                                                                            {4, &ModelSteps::upkeep},
                                                                                            {8, &ModelSteps::job},
                                                                                            {1, &ModelSteps::erase}}};
    int total = 0;
    for (const auto& [weight, kind] : kKinds) {
      total += weight;
    }
    int drawn = pick(0, total - 1);
    for (const auto& [weight, kind] : kKinds) {
      drawn -= weight;
      if (drawn < 0) {
        return (this->*kind)();
      }
    }
    std::unreachable();
  }

  int pick(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  bool chance(int percent) { return pick(0, 99) < percent; }
  UserId any_user() { return users()[static_cast<std::size_t>(pick(0, static_cast<int>(users().size()) - 1))]; }
  /// One of the latest, mostly.
  NotificationId any_id(const std::vector<NotificationId>& ids) {
    if (ids.empty()) {
      return Uuid::v7_floor(clock_.now());
    }
    const int last = static_cast<int>(ids.size()) - 1;
    return ids[static_cast<std::size_t>(pick(chance(80) ? std::max(0, last - 15) : 0, last))];
  }
  const std::vector<NotificationId>& published() const { return published_; }

  static const std::vector<UserId>& users() {
    static const std::vector<UserId> kUsers = {UserId("ada"), UserId("bob"), UserId("carl"), UserId("dora")};
    return kUsers;
  }

 private:
  static std::string name(const char* what, const UserId& user) { return std::string(what) + " " + user.str(); }

  Notification draft() {
    static constexpr std::array kTypes = {"new_like", "quota_warning", "maintenance_scheduled"};
    Notification notification;
    notification.id = Uuid::v7(clock_.now());
    notification.type = kTypes[static_cast<std::size_t>(pick(0, 2))];
    notification.title = "n" + std::to_string(++titles_);
    notification.created_at = clock_.now();
    if (chance(15)) {
      notification.expires_at = clock_.now() + std::chrono::seconds(pick(1, 60));
    }
    published_.push_back(notification.id);
    return notification;
  }
  std::string any_channel() { return chance(50) ? "news" : "sport"; }
  static NotificationPtr shared(Notification notification) {
    return std::make_shared<const Notification>(std::move(notification));
  }
  /// Idempotency keys are those of a route.
  void add_keys(PublishCommand& command, const std::string& route) {
    if (chance(30)) {
      command.collapse_key = chance(50) ? "c1" : "c2";
    }
    if (chance(20)) {
      command.dedupe_key = "d" + std::to_string(pick(1, 5));
    }
    if (chance(10)) {
      command.idempotency = IdempotencyClaim{.key = route + std::to_string(pick(1, 20)), .fingerprint = {}};
    }
  }

  ModelStep publish() {
    Notification notification = draft();
    if (chance(20)) {
      notification.channel = any_channel();
    }
    PublishCommand command{shared(std::move(notification)), {}, std::nullopt};
    for (const UserId& user : users()) {
      if (chance(40)) {
        command.users.push_back(user);
      }
    }
    if (command.users.empty()) {
      command.users.push_back(any_user());
    }
    add_keys(command, "publish");
    return {"publish", [command](StoreUnderTest& stores) {
              return text_of(run_task(stores.notifications().append(command)));
            }};
  }

  ModelStep read() {
    const UserId user = any_user();
    const NotificationId id = any_id(published_);
    return {name("read", user), [user, id](StoreUnderTest& stores) {
              return text_of(run_task(stores.notifications().mark_read(user, id, std::nullopt)));
            }};
  }

  /// Where a client may stand: at the head, or a little behind in its own log.
  struct Behind {
    bool bare = false;
    Rev own = 0;
    AnnouncementNumber announcements = 0;
  };
  Behind any_position() {
    return {.bare = chance(30), .own = static_cast<Rev>(pick(0, 4)), .announcements = static_cast<Rev>(pick(0, 2))};
  }
  static UpTo position(StoreUnderTest& stores, const UserId& user, Behind behind) {
    const InboxState head = run_task(stores.notifications().state(user)).value();
    const auto back = [](std::uint64_t number, std::uint64_t by) {
      return number > by ? number - by : 0;
    };
    return behind.bare ? UpTo{.rev = back(head.rev, behind.own), .epoch = {}, .announcement = 0}
                       : UpTo{.rev = back(head.rev, behind.own),
                              .epoch = head.epoch,
                              .announcement = back(head.announcement, behind.announcements)};
  }

  ModelStep read_all() {
    const UserId user = any_user();
    const auto behind = chance(40) ? std::nullopt : std::optional(any_position());
    return {name("read all", user), [user, behind](StoreUnderTest& stores) {
              const auto up_to = behind ? std::optional(position(stores, user, *behind)) : std::nullopt;
              return text_of(run_task(stores.notifications().mark_all_read(user, up_to, std::nullopt)));
            }};
  }

  ModelStep seen() {
    const UserId user = any_user();
    const Behind behind = any_position();
    return {name("seen", user), [user, behind](StoreUnderTest& stores) {
              return text_of(run_task(stores.notifications().mark_seen(user, position(stores, user, behind))));
            }};
  }

  ModelStep remove() {
    const UserId user = any_user();
    const NotificationId id = any_id(published_);
    return {name("remove", user), [user, id](StoreUnderTest& stores) {
              return text_of(run_task(stores.notifications().remove(user, id)));
            }};
  }

  ModelStep deliver() {
    const UserId user = any_user();
    const Behind behind = any_position();
    const auto id = chance(30) ? std::optional(any_id(published_)) : std::nullopt;
    return {name("deliver", user), [user, behind, id](StoreUnderTest& stores) {
              const UpTo up_to = position(stores, user, behind);
              Delivery delivery{.user = user, .up_to = up_to.rev, .announcement_up_to = up_to.announcement, .ids = {}};
              if (id) {
                delivery.ids.push_back(*id);
              }
              return text_of(run_task(stores.notifications().mark_delivered(std::vector<Delivery>{delivery})));
            }};
  }

  ModelStep announce() {
    const PublishCommand command{shared(draft()), {}, std::nullopt};
    announced_.push_back(command.notification->id);
    return {"announce", [command](StoreUnderTest& stores) {
              return text_of(run_task(stores.announcements().announce(command)));
            }};
  }

  ModelStep edit() {
    const NotificationId id = any_id(announced_);
    AnnouncementPatch change;
    change.title = "e" + std::to_string(++titles_);
    if (chance(30)) {
      change.expires_at = chance(50) ? std::optional(clock_.now() + std::chrono::seconds(pick(1, 60))) : std::nullopt;
    }
    return {"edit", [id, change](StoreUnderTest& stores) {
              const auto edited = run_task(stores.announcements().edit(id, change, std::nullopt));
              return edited ? fmt::format("'{}' {} {}", edited->notification->title, edited->published, edited->changed)
                            : std::string(name_of(edited.error().code));
            }};
  }

  ModelStep recall() {
    const NotificationId id = any_id(announced_);
    return {"recall", [id](StoreUnderTest& stores) {
              return text_of(run_task(stores.announcements().recall(id, std::nullopt)));
            }};
  }

  ModelStep patch() {
    const UserId user = any_user();
    const ChannelKind kind = kChannelKinds[static_cast<std::size_t>(pick(0, 2))];
    const bool on = chance(60);
    PreferencesPatch change;
    if (chance(50)) {
      change.enabled[index_of(kind)] = std::optional(on);
    } else {
      PerKind<Patch<bool>> said;
      said[index_of(kind)] = std::optional(on);
      change.types["new_like"] = std::optional(said);
    }
    return {name("patch", user), [user, change](StoreUnderTest& stores) {
              const auto patched =
                  run_task(stores.preferences().patch_preferences(user, change, std::nullopt, std::nullopt));
              return patched ? std::to_string(patched->changed_at) : std::string(name_of(patched.error().code));
            }};
  }

  ModelStep subscribe() {
    const UserId user = any_user();
    const std::vector<std::string> channels = {any_channel()};
    if (chance(40)) {
      return {name("unsubscribe", user), [user, channels](StoreUnderTest& stores) {
                return text_of(run_task(stores.subscriptions().unsubscribe(user, channels)));
              }};
    }
    return {name("subscribe", user), [user, channels](StoreUnderTest& stores) {
              return text_of(run_task(stores.subscriptions().subscribe(user, channels)));
            }};
  }

  /// All its batches at once: in which order the subscribers come is each store's own business.
  ModelStep send() {
    Notification notification = draft();
    notification.channel = any_channel();
    PublishCommand command{shared(std::move(notification)), {}, std::nullopt};
    add_keys(command, "send");
    const auto batch = static_cast<std::size_t>(pick(1, 3));
    return {"send", [command, batch](StoreUnderTest& stores) {
              std::string text = text_of(run_task(stores.channel_sends().send_to_channel(command)));
              std::size_t users = 0;
              for (bool more = true; more;) {
                const FanOutStep step = run_task(stores.channel_sends().fan_out(batch)).value();
                users += step.users;
                more = step.more;
              }
              return text + std::to_string(users);
            }};
  }

  ModelStep upkeep() {
    UpkeepLimits limits{.now = clock_.now(), .retention_floor = {}, .log_floor = {}, .idempotency_floor = {}};
    if (chance(30)) {
      limits.log_floor = clock_.now() - std::chrono::seconds(pick(5, 60));
      limits.retention_floor = clock_.now() - std::chrono::seconds(pick(30, 300));
      limits.idempotency_floor = limits.log_floor;  // suppressions, which an answer repeats, go with the log
    }
    limits.batch = 10'000;  // what goes first when the bound is reached is each store's own business
    return {"upkeep", [limits](StoreUnderTest& stores) {
              while (run_task(stores.notifications().upkeep(limits)).value().more) {
              }
              return std::string();
            }};
  }

  ModelStep job() {
    const PublishCommand end{shared(draft()), {}, std::nullopt};
    return {"job", jobs_.next(any_user(), end)};
  }

  ModelStep erase() {
    const UserId user = any_user();
    const auto batch = static_cast<std::size_t>(pick(1, 40));
    return {name("erase", user),
            [user, batch](StoreUnderTest& stores) {
              while (run_task(stores.privacy().erase_user(user, batch)).value().more) {
              }
              return std::string();
            },
            user};
  }

  std::mt19937 random_;
  ManualClock& clock_;
  std::vector<NotificationId> published_;
  std::vector<NotificationId> announced_;
  int titles_ = 0;
  ModelJobSteps jobs_{[this](int from, int to) { return pick(from, to); }, clock_};
};

}  // namespace belfry::test
