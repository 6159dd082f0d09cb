#pragma once

#include "domain/notification_types.hpp"

namespace belfry {

/// Which events leave through the outbox (product 2.9). What nobody asked for is not written.
struct OutboxEvents {
  bool decided = false;    ///< email or push of a notification is for others to send
  bool delivered = false;  ///< the first acknowledgement of a notification
};

/// What a store needs to know of the configuration to decide within its transactions.
struct StorePolicy {
  MandatoryTypes mandatory;
  OutboxEvents outbox;
};

}  // namespace belfry
