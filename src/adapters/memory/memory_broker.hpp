#pragma once

#include "ports/broker.hpp"

#include <vector>

namespace belfry::memory {

/// The broker of a single node: hands each event on in the publisher's own thread.
class MemoryBroker final : public Broker {
 public:
  void subscribe(BrokerSubscriber& subscriber) override { subscribers_.push_back(&subscriber); }
  void publish(const CommittedEvent& event) override {
    for (BrokerSubscriber* subscriber : subscribers_) {
      subscriber->on_event(event);
    }
  }

 private:
  std::vector<BrokerSubscriber*> subscribers_;
};

}  // namespace belfry::memory
