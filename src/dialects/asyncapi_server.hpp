#pragma once

#include "dialects/asyncapi_message.hpp"

namespace belfry::asyncapi {

/// What the server says in the `notifications` dialect (dialects/notifications_encode.cpp).
std::vector<Message> server_messages();

}  // namespace belfry::asyncapi
