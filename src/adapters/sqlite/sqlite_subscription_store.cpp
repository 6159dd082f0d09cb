#include "adapters/sqlite/sqlite_subscription_store.hpp"

#include "adapters/sqlite/subscription_commands.hpp"

#include <utility>

namespace belfry::sqlite {

using Names = std::vector<std::string>;

Task<Result<Names>> SqliteSubscriptionStore::channels(UserId user) {
  return database_.read<Names>(StoreOperation::channels,
                               [user = std::move(user)](Database& db) { return read_channels_of(db, user); });
}

Task<Result<Names>> SqliteSubscriptionStore::subscribe(UserId user, Names channels) {
  const std::size_t rows = 1 + channels.size();
  return database_.write<Names>(StoreOperation::subscribe, rows,
                                [user = std::move(user), channels = std::move(channels)](WriteSession& session) {
                                  return sqlite::subscribe(session, user, channels);
                                });
}

Task<Result<Names>> SqliteSubscriptionStore::unsubscribe(UserId user, Names channels) {
  const std::size_t rows = 1 + channels.size();
  return database_.write<Names>(StoreOperation::unsubscribe, rows,
                                [user = std::move(user), channels = std::move(channels)](WriteSession& session) {
                                  return sqlite::unsubscribe(session, user, channels);
                                });
}

}  // namespace belfry::sqlite
