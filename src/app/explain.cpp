#include "app/explain.hpp"

#include "app/gather.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace belfry::app {

using Entries = std::vector<DeliveryTrace::Entry>;

std::vector<ConnectionTrace> traces_of(const std::vector<DeliveryTrace::Entry>& entries,
                                       const std::vector<UserDelivery>& users) {
  std::unordered_map<std::size_t, const UserId*> named;
  for (const UserDelivery& user : users) {
    named.emplace(DeliveryTrace::hash_of(user.user), &user.user);
  }
  std::vector<ConnectionTrace> traces;
  std::unordered_map<std::string, std::size_t> places;
  for (const DeliveryTrace::Entry& entry : entries) {
    const auto user = named.find(entry.user);
    if (user == named.end()) {
      continue;
    }
    const std::string connection = connection_id_of(entry.connected_at, entry.random);
    const auto [place, fresh] = places.emplace(connection, traces.size());
    if (fresh) {
      // The ring may have lost the sending and still have what followed it.
      traces.push_back(ConnectionTrace{*user->second, connection, entry.at, std::nullopt, 0});
    }
    ConnectionTrace& trace = traces[place->second];
    trace.repeats += entry.what == DeliveryTrace::What::repeated ? 1 : 0;
    if (entry.what == DeliveryTrace::What::acked && !trace.acked_at) {
      trace.acked_at = entry.at;
    }
  }
  std::ranges::sort(traces, {},
                    [](const ConnectionTrace& trace) { return std::tie(trace.sent_at, trace.connection_id); });
  return traces;
}

Task<Result<Explanation>> Explain::explain(NotificationId id, DeliveryQuery query) {
  auto report = co_await reports_.delivery_report(id, std::move(query));
  if (!report) {
    co_return fail(std::move(report.error()));
  }
  const auto ask = [this, id](std::uint32_t shard, Reply<Entries> reply) {
    reply(traces_[shard]->of(id));
  };
  const std::vector<Entries> answers = co_await gather<Entries>(shards_, all_shards(shards_), ask);
  Entries entries;
  for (const Entries& some : answers) {
    entries.insert(entries.end(), some.begin(), some.end());
  }
  auto connections = traces_of(entries, report->users);
  co_return Explanation{std::move(*report), std::move(connections)};
}

}  // namespace belfry::app
