#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "ports/channel_send_store.hpp"

#include <cstddef>

namespace belfry::sqlite {

// What the writer does for SqliteChannelSendStore.

Result<Published> send_to_channel(WriteSession& session, const PublishCommand& command);
Result<FanOutStep> fan_out(WriteSession& session, std::size_t batch);

/// Forgets sends that were finished before `limits.log_floor`. Whether the bound was reached.
bool trim_channel_sends(WriteSession& session, const UpkeepLimits& limits);

}  // namespace belfry::sqlite
