#include "adapters/memory/memory_preference_store.hpp"

namespace belfry::memory {
namespace {

StoredPreferences stored(const MemoryModel& model, const MemoryUser& user) {
  return {.preferences = user.preferences ? *user.preferences : Preferences{},
          .epoch = model.epoch,
          .changed_at = user.preferences_changed_at};
}

Result<StoredPreferences> patch_user(MemoryModel& model, const UserId& id, const PreferencesPatch& patch,
                                     std::optional<Rev> if_match, std::optional<Origin> origin,
                                     MemoryData::Events& events) {
  MemoryUser& user = model.user(id);
  StoredPreferences before = stored(model, user);
  if (if_match && *if_match != before.changed_at) {
    return fail(ErrorCode::precondition_failed);
  }
  auto patched = apply(patch, before.preferences);
  if (!patched) {
    return fail(std::move(patched.error()));
  }
  if (*patched == before.preferences) {
    return before;
  }
  user.preferences = std::make_shared<const Preferences>(std::move(*patched));
  Change change;
  change.op = ChangeOp::preferences;
  change = user.inbox.record(std::move(change), model.clock.now());
  user.preferences_changed_at = change.rev;
  UserEvent event = *model.event(id, std::move(change), std::move(origin));
  event.preferences = user.preferences;
  events.emplace_back(std::make_shared<const UserEvent>(std::move(event)));
  return stored(model, user);
}

}  // namespace

Task<Result<StoredPreferences>> MemoryPreferenceStore::preferences(UserId user) {
  co_return data_.read([&](MemoryModel& model) { return stored(model, model.user(user)); });
}

Task<Result<StoredPreferences>> MemoryPreferenceStore::patch_preferences(UserId user, PreferencesPatch patch,
                                                                         std::optional<Rev> if_match,
                                                                         std::optional<Origin> origin) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events& events) {
    return patch_user(model, user, patch, if_match, std::move(origin), events);
  });
}

Task<Result<std::vector<UserId>>> MemoryPreferenceStore::users_without_in_app() {
  co_return data_.read([](MemoryModel& model) {
    std::vector<UserId> found;
    for (const auto& [id, user] : model.users) {
      if (user.preferences && !user.preferences->enabled[index_of(ChannelKind::in_app)]) {
        found.push_back(id);
      }
    }
    return found;
  });
}

}  // namespace belfry::memory
