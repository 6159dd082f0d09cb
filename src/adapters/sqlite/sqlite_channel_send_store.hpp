#pragma once

#include "adapters/sqlite/sqlite_database.hpp"
#include "ports/channel_send_store.hpp"

namespace belfry::sqlite {

/// ChannelSendStore in one SQLite file. A step is one command among the others of its group: publishes to single users
/// that were asked for before it are committed before or with it, later ones after it.
class SqliteChannelSendStore final : public ChannelSendStore {
 public:
  /// `database` outlives the store.
  explicit SqliteChannelSendStore(SqliteDatabase& database) : database_(database) {}

  Task<Result<Published>> send_to_channel(PublishCommand command) override;
  Task<Result<FanOutStep>> fan_out(std::size_t batch) override;

 private:
  SqliteDatabase& database_;
};

}  // namespace belfry::sqlite
