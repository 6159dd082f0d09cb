#pragma once

#include "dialects/asyncapi_message.hpp"

namespace belfry::asyncapi {

/// What is said in the `dashboard` dialect, from either side (dialects/dashboard_*.cpp).
std::vector<Message> dashboard_messages();

}  // namespace belfry::asyncapi
