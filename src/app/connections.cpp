#include "app/connections.hpp"

#include "app/gather.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace belfry::app {
namespace {

using Infos = std::vector<ConnectionInfo>;

ConnectionInfo info_of(const Session& session) {
  ConnectionInfo info{.record = session.record(), .user = session.user(), .user_agent = {}};
  if (const std::string* agent = std::exchange(info.record.user_agent, nullptr)) {
    info.user_agent = *agent;
  }
  return info;
}

/// The `limit` open sessions of the hub with the smallest keys over `after`.
Infos page_of(const Hub& hub, ConnectionKey after, std::size_t limit) {
  std::vector<const Session*> found;
  hub.for_each([&](const Session& session) {
    if (session.open() && session.record().key > after) {
      found.push_back(&session);
    }
  });
  const auto key_of = [](const Session* session) {
    return session->record().key;
  };
  const std::size_t count = std::min(limit, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count), {}, key_of);
  Infos infos;
  for (std::size_t i = 0; i < count; ++i) {
    infos.push_back(info_of(*found[i]));
  }
  return infos;
}

Infos together(std::vector<Infos> answers) {
  Infos all;
  for (Infos& some : answers) {
    std::ranges::move(some, std::back_inserter(all));
  }
  std::ranges::sort(all, {}, [](const ConnectionInfo& info) { return info.record.key; });
  return all;
}

}  // namespace

std::optional<ConnectionKey> Connections::key_of(std::string_view connection_id) const {
  const auto parts = parse_connection_id(connection_id);
  return parts ? std::optional(parts_.ids.key_of(parts->random)) : std::nullopt;
}

std::vector<std::uint32_t> Connections::shards_of(const UserId& user) const {
  std::vector<std::uint32_t> shards;
  for (std::uint64_t left = parts_.directory.shards_of(user); left != 0; left &= left - 1) {
    shards.push_back(static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  return shards;
}

Task<Result<ConnectionInfo>> Connections::find(std::string connection_id) {
  const auto key = key_of(connection_id);
  if (!key || shard_of(*key) >= parts_.hubs.size()) {
    co_return fail(ErrorCode::gone);
  }
  const auto ask = [this, key, connection_id](std::uint32_t shard, Reply<Infos> reply) {
    const Session* session = parts_.hubs[shard]->find(*key);
    // The whole id must be the connection's own: its time could be made up.
    const bool it_is = session != nullptr && session->open() && session->record().connection_id() == connection_id;
    reply(it_is ? Infos{info_of(*session)} : Infos{});
  };
  std::vector<Infos> answers = co_await gather<Infos>(parts_.shards, {shard_of(*key)}, ask);
  Infos found = together(std::move(answers));
  if (found.empty()) {
    co_return fail(ErrorCode::gone);
  }
  co_return std::move(found.front());
}

Task<std::vector<ConnectionInfo>> Connections::of_user(UserId user) {
  std::vector<std::uint32_t> shards = shards_of(user);
  if (shards.empty()) {
    co_return Infos{};
  }
  const auto ask = [this, user](std::uint32_t shard, Reply<Infos> reply) {
    Infos infos;
    parts_.hubs[shard]->for_each_of(user, [&](const Session& session) {
      if (session.open()) {
        infos.push_back(info_of(session));
      }
    });
    reply(std::move(infos));
  };
  std::vector<Infos> answers = co_await gather<Infos>(parts_.shards, std::move(shards), ask);
  co_return together(std::move(answers));
}

Task<ConnectionPage> Connections::list(ConnectionKey after, std::size_t limit) {
  const auto ask = [this, after, limit](std::uint32_t shard, Reply<Infos> reply) {
    reply(page_of(*parts_.hubs[shard], after, limit + 1));  // one more tells whether there is a next page
  };
  std::vector<Infos> answers = co_await gather<Infos>(parts_.shards, all_shards(parts_.shards), ask);
  ConnectionPage page{.connections = together(std::move(answers)), .next = std::nullopt};
  if (page.connections.size() > limit) {
    page.connections.resize(limit);
    page.next = page.connections.back().record.key;
  }
  co_return page;
}

Task<Result<void>> Connections::disconnect(std::string connection_id, CloseCode code, std::string reason) {
  const auto found = co_await find(connection_id);
  if (!found) {
    co_return fail(found.error());
  }
  const ConnectionKey key = found->record.key;
  parts_.shards.post_to(shard_of(key), [hub = parts_.hubs[shard_of(key)], key, code, reason = std::move(reason)] {
    hub->close(key, code, reason);
  });
  co_return Result<void>{};
}

Task<std::size_t> Connections::disconnect_user(UserId user, CloseCode code, std::string reason) {
  std::vector<std::uint32_t> shards = shards_of(user);
  if (shards.empty()) {
    co_return 0;
  }
  const auto ask = [this, user, code, reason](std::uint32_t shard, Reply<std::size_t> reply) {
    std::size_t closed = 0;
    parts_.hubs[shard]->for_each_of(user, [&](Session& session) {
      closed += session.open() ? 1 : 0;
      session.close(code, reason);
    });
    reply(closed);
  };
  const std::vector<std::size_t> counts = co_await gather<std::size_t>(parts_.shards, std::move(shards), ask);
  std::size_t sum = 0;
  for (const std::size_t count : counts) {
    sum += count;
  }
  co_return sum;
}

}  // namespace belfry::app
