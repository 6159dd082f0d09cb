#include "adapters/memory/memory_channel_send_store.hpp"

#include "adapters/memory/memory_publish.hpp"

#include <algorithm>

namespace belfry::memory {
namespace {

Result<Published> accept(MemoryModel& model, const PublishCommand& command) {
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
  model.publishes[id] = {
      .notification = command.notification, .target = PublishTarget::channel, .at = model.clock.now(), .users = {}};
  ChannelSend send{.command = command, .last = model.subscriptions, .reached = {}};
  Published answer{.id = id, .accepted = model.left_of(send).size(), .replayed = false};
  model.sends.push_back(std::move(send));
  model.keep_answer(command.idempotency, answer);
  return answer;
}

FanOutStep step(MemoryModel& model, std::size_t batch, MemoryData::Events& events) {
  if (model.sends.empty()) {
    return {};
  }
  ChannelSend& send = model.sends.front();
  std::vector<UserId> left = model.left_of(send);
  const std::size_t users = std::min(batch, left.size());
  PublishRecord& record = model.publishes[send.command.notification->id];
  for (std::size_t i = 0; i < users; ++i) {
    publish_to(model, left[i], send.command, record, events);
    send.reached = left[i];
  }
  if (users == left.size()) {
    model.sends.pop_front();
  }
  return {.users = users, .more = !model.sends.empty()};
}

}  // namespace

Task<Result<Published>> MemoryChannelSendStore::send_to_channel(PublishCommand command) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events&) { return accept(model, command); });
}

Task<Result<FanOutStep>> MemoryChannelSendStore::fan_out(std::size_t batch) {
  co_return data_.write([&](MemoryModel& model, MemoryData::Events& events) { return step(model, batch, events); });
}

}  // namespace belfry::memory
