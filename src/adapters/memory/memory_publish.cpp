#include "adapters/memory/memory_publish.hpp"

#include <chrono>

namespace belfry::memory {
namespace {

constexpr std::chrono::hours kDedupeWindow{24};

bool repeats(const MemoryUser& user, const std::optional<std::string>& key, Instant now) {
  const auto used = key ? user.dedupe_keys.find(*key) : user.dedupe_keys.end();
  return used != user.dedupe_keys.end() && used->second.at > now - kDedupeWindow;
}

Decisions decide_for(const MemoryModel& model, const MemoryUser& user, const PublishCommand& command) {
  const Notification& notification = *command.notification;
  if (repeats(user, command.dedupe_key, model.clock.now())) {
    return Decisions::none(Decision::duplicate);
  }
  if (notification.channel && !user.channels.contains(*notification.channel)) {
    return Decisions::none(Decision::not_subscribed);
  }
  return decide(user.preferences.get(), notification.type, model.policy.mandatory, model.clock.now());
}

}  // namespace

Result<void> check_new(const MemoryModel& model, NotificationId id) {
  if (model.publishes.contains(id) || model.board.find(id) != nullptr) {
    return fail(Error::logged(ErrorCode::internal_error, "a notification id was used twice"));
  }
  return {};
}

void tell_decided(MemoryModel& model, const std::optional<UserId>& user, const NotificationPtr& notification,
                  const Decisions& decisions) {
  if (!model.policy.outbox.decided || !decisions.anything_outside()) {
    return;
  }
  const Instant now = model.clock.now();
  model.outbox.add({.kind = OutboxKind::decided,
                    .user = user,
                    .notification_id = notification->id,
                    .notification = notification,
                    .decisions = decisions,
                    .at = now,
                    .last_error = {}},
                   now);
}

Decisions publish_to(MemoryModel& model, const UserId& id, const PublishCommand& command, PublishRecord& record,
                     MemoryData::Events& events) {
  MemoryUser& user = model.user(id);
  const Instant now = model.clock.now();
  const Decisions decisions = decide_for(model, user, command);
  PublishRecord::Decided& decided = record.users[id];
  decided = {.at = now, .decisions = decisions, .rev = {}};
  if (command.dedupe_key && decisions.of(ChannelKind::in_app) != Decision::duplicate) {
    user.dedupe_keys[*command.dedupe_key] = UsedDedupeKey{command.notification->id, now};
  }
  if (decisions.in_app()) {
    Change change = user.inbox.add({command.notification, command.leaves_at(), command.collapse_key}, now);
    decided.rev = change.rev;
    UserEvent event = *model.event(id, std::move(change), command.origin);
    event.silent = decisions.silent;
    events.push_back(std::make_shared<const UserEvent>(std::move(event)));
  }
  tell_decided(model, id, command.notification, decisions);
  return decisions;
}

Result<Published> publish_to_users(MemoryModel& model, const PublishCommand& command, MemoryData::Events& events) {
  auto earlier = model.earlier_answer(command.idempotency);
  if (!earlier) {
    return fail(std::move(earlier.error()));
  }
  if (*earlier) {
    return std::move(**earlier);
  }
  const NotificationId id = command.notification->id;
  if (auto fresh = check_new(model, id); !fresh) {
    return fail(std::move(fresh.error()));
  }
  PublishRecord& record = model.publishes[id];
  record = {.notification = command.notification, .target = PublishTarget::users, .at = model.clock.now(), .users = {}};
  Published answer{.id = id, .accepted = 0, .replayed = false};
  for (const UserId& user : command.users) {
    const Decisions decisions = publish_to(model, user, command, record, events);
    if (decisions.in_app()) {
      ++answer.accepted;
    } else {
      answer.suppressed.push_back({.user = user, .reason = decisions.of(ChannelKind::in_app)});
    }
  }
  model.keep_answer(command.idempotency, answer);
  return answer;
}

}  // namespace belfry::memory
