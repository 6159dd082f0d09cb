#pragma once

#include "adapters/memory/memory_data.hpp"
#include "ports/channel_send_store.hpp"

namespace belfry::memory {

/// ChannelSendStore over MemoryData.
class MemoryChannelSendStore final : public ChannelSendStore {
 public:
  explicit MemoryChannelSendStore(MemoryData& data) : data_(data) {}

  Task<Result<Published>> send_to_channel(PublishCommand command) override;
  Task<Result<FanOutStep>> fan_out(std::size_t batch) override;

 private:
  MemoryData& data_;
};

}  // namespace belfry::memory
