#include "adapters/sqlite/sqlite_channel_send_store.hpp"

#include "adapters/sqlite/channel_sends.hpp"

#include <utility>

namespace belfry::sqlite {

Task<Result<Published>> SqliteChannelSendStore::send_to_channel(PublishCommand command) {
  return database_.write<Published>(
      StoreOperation::send_to_channel, 1,
      [command = std::move(command)](WriteSession& session) { return sqlite::send_to_channel(session, command); });
}

Task<Result<FanOutStep>> SqliteChannelSendStore::fan_out(std::size_t batch) {
  return database_.write<FanOutStep>(StoreOperation::fan_out, batch,
                                     [batch](WriteSession& session) { return sqlite::fan_out(session, batch); });
}

}  // namespace belfry::sqlite
