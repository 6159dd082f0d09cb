#pragma once

#include "ports/outbox_store.hpp"

#include <string>

namespace belfry::webhook {

/// The JSON of an event (docs/outbox.md): made of the entry alone, so that it is the same on every attempt. What other
/// services have to do is told of decisions only.
std::string webhook_body(const OutboxEntry& entry);

}  // namespace belfry::webhook
