#pragma once

#include "ports/broker.hpp"
#include "ports/notification_store.hpp"

namespace belfry::app {

/// From the store to the broker, in commit order: it is the store's writer that publishes, never the callers, because
/// two callers resuming on two shards would race and swap revs 1 and 2.
class Relay final : public CommitListener {
 public:
  explicit Relay(Broker& broker) : broker_(broker) {}

  void on_committed(std::span<const CommittedEvent> events) override {
    for (const CommittedEvent& event : events) {
      broker_.publish(event);
    }
  }

 private:
  Broker& broker_;
};

}  // namespace belfry::app
