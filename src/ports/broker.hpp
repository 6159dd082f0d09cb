#pragma once

#include "ports/user_event.hpp"

namespace belfry {

/// Told of events on every node, the publishing one included. Any thread; must not block.
class BrokerSubscriber {
 public:
  virtual void on_event(const CommittedEvent& event) = 0;

 protected:
  ~BrokerSubscriber() = default;
};

/// Carries committed events to all nodes. One node is a cluster of one: the same path, with a broker in process.
/// Events of one publishing thread arrive in order at each node; an event may be lost, and then the next one's rev or
/// announcement number shows the gap. `publish` from any thread; never blocks.
class Broker {
 public:
  virtual ~Broker() = default;
  /// Before the first `publish`; the subscriber outlives the broker's use.
  virtual void subscribe(BrokerSubscriber& subscriber) = 0;
  virtual void publish(const CommittedEvent& event) = 0;
};

}  // namespace belfry
