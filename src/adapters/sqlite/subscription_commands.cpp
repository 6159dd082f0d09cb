#include "adapters/sqlite/subscription_commands.hpp"

#include "adapters/sqlite/profile_rows.hpp"
#include "domain/channel_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace belfry::sqlite {
namespace {

constexpr Sql kAdd = "INSERT INTO subscriptions (channel, user_no) VALUES (?1, ?2)";
constexpr Sql kDrop = "DELETE FROM subscriptions WHERE channel = ?1 AND user_no = ?2";

constexpr Sql kFindUser = "SELECT user_no FROM user_state WHERE user_id = ?1";

using Names = std::vector<std::string>;

/// Sorted, each once.
Names in_order(Names names) {
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

Names union_of(const Names& left, const Names& right) {
  Names all;
  std::ranges::set_union(left, right, std::back_inserter(all));
  return all;
}

Names difference(const Names& left, const Names& right) {
  Names rest;
  std::ranges::set_difference(left, right, std::back_inserter(rest));
  return rest;
}

void run_each(WriteSession& session, Sql sql, const Names& channels, const UserRecord& record) {
  for (const std::string& channel : channels) {
    session.db().run(sql, channel, record.no);
  }
}

}  // namespace

Result<Names> subscribe(WriteSession& session, const UserId& user, const Names& channels) {
  UserRecord* known = session.find_user(user);
  const Names before = known == nullptr ? Names{} : session.channels_of(*known);
  Names after = union_of(before, in_order(channels));
  if (after.size() > ChannelRules::kMaxSubscriptions) {
    return fail(Error::validation("/channels", "too_many",
                                  fmt::format("a user has at most {} channels", ChannelRules::kMaxSubscriptions)));
  }
  if (after.size() > before.size()) {
    UserRecord& record = session.user(user);
    run_each(session, kAdd, difference(after, before), record);
    session.set_channels(record, after);
  }
  return after;
}

Result<Names> unsubscribe(WriteSession& session, const UserId& user, const Names& channels) {
  UserRecord* record = session.find_user(user);
  if (record == nullptr) {
    return Names{};
  }
  const Names before = session.channels_of(*record);
  Names after = difference(before, in_order(channels));
  if (after.size() < before.size()) {
    run_each(session, kDrop, difference(before, after), *record);
    session.set_channels(*record, after);
  }
  return after;
}

Names read_channels_of(Database& database, const UserId& user) {
  Query rows(database, kFindUser, user.view());
  return rows.next() ? read_channels(database, rows.integer(0)) : Names{};
}

}  // namespace belfry::sqlite
