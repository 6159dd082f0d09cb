#pragma once

#include "dialects/asyncapi_message.hpp"

namespace belfry::asyncapi {

/// What clients of the `notifications` dialect may send.
std::vector<Message> client_messages();

}  // namespace belfry::asyncapi
