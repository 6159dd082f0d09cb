#include "config/section_of.hpp"

namespace belfry::config {

Section outbox_section() {
  return single_table<&Config::outbox>(
      "outbox", "Signed webhooks that tell another service what to send by email and push.",
      {
          {"url", "Where events are posted; empty: no outbox.", slot<&OutboxConfig::url>},
          {"secret", "Signs every event; 16 characters or more.", slot<&OutboxConfig::secret>, Secrecy::secret},
          {"events", "What is told: decided (email or push is to be sent), delivered (the first acknowledgement).",
           slot<&OutboxConfig::events>},
          {"timeout_seconds", "How long the receiver may take to answer.", slot<&OutboxConfig::timeout>},
          {"attempts", "How often an event is tried before it is dead.", slot<&OutboxConfig::attempts>},
          {"first_delay_seconds", "The longest pause after the first failure; it doubles with each one.",
           slot<&OutboxConfig::first_delay>},
          {"max_delay_seconds", "The longest pause after any failure.", slot<&OutboxConfig::max_delay>},
          {"concurrency", "How many events are under way at once, each of another user.",
           slot<&OutboxConfig::concurrency>},
      });
}

}  // namespace belfry::config
