#include "app/broadcast.hpp"

#include "base/log.hpp"
#include "base/utf8.hpp"

#include <bit>
#include <utility>

namespace belfry::app {

std::vector<std::uint32_t> Broadcast::shards_of(const PushTarget& target) const {
  if (const auto* key = std::get_if<ConnectionKey>(&target)) {
    const std::uint32_t shard = shard_of(*key);
    return shard < parts_.hubs.size() ? std::vector{shard} : std::vector<std::uint32_t>{};
  }
  const auto* user = std::get_if<UserId>(&target);
  if (user == nullptr) {
    return all_shards(parts_.shards);
  }
  std::vector<std::uint32_t> shards;
  for (std::uint64_t left = parts_.directory.shards_of(*user); left != 0; left &= left - 1) {
    shards.push_back(static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  return shards;
}

Task<PushTally> Broadcast::push(PushTarget target, FrameSet frames) {
  PushTally sum;
  std::vector<std::uint32_t> shards = shards_of(target);
  if (shards.empty()) {
    co_return sum;
  }
  const auto ask = [this, target, frames](std::uint32_t shard, Reply<PushTally> reply) {
    parts_.hubs[shard]->push(target, frames, std::move(reply));
  };
  const std::vector<PushTally> tallies = co_await gather<PushTally>(parts_.shards, std::move(shards), ask);
  for (const PushTally& tally : tallies) {
    sum.succeeded += tally.succeeded;
    sum.failed += tally.failed;
    sum.overflowed += tally.overflowed;
  }
  co_return sum;
}

Task<Result<PushTally>> Broadcast::send(std::string caller, PushTarget target, messages::Broadcast message) {
  if (std::holds_alternative<ToEverybody>(target)) {
    if (const auto wait = callers_.take(caller)) {
      Error error(ErrorCode::rate_limited);
      error.retry_after_ms = static_cast<std::uint32_t>(wait->count());
      co_return fail(std::move(error));
    }
  }
  FrameSet frames;
  for (const Dialect* dialect : parts_.dialects) {
    if (const std::string text = dialect->encode(message, parts_.clock.now()); !text.empty()) {
      frames[static_cast<std::size_t>(dialect->kind())] = Frame::text(text);
    }
  }
  const PushTally tally = co_await push(std::move(target), std::move(frames));
  log::info("broadcast", {{"caller", caller},
                          {"targetCount", tally.succeeded + tally.failed},
                          {"successCount", tally.succeeded},
                          {"failureCount", tally.failed}});
  co_return tally;
}

Task<Result<void>> Broadcast::send_bytes(ConnectionKey connection, std::string bytes) {
  FrameSet frames;
  const bool is_text = count_characters(bytes).has_value();
  frames.fill(Frame::make(is_text ? Opcode::text : Opcode::binary, bytes));
  const PushTally tally = co_await push(connection, std::move(frames));
  if (tally.succeeded == 0) {
    co_return fail(tally.overflowed > 0 ? ErrorCode::overloaded : ErrorCode::gone);
  }
  co_return Result<void>{};
}

}  // namespace belfry::app
