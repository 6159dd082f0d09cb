#pragma once

#include "dialects/asyncapi_message.hpp"

#include <vector>

namespace belfry::asyncapi {

/// The messages of the `jobs` dialect, whose payload is the whole message but its `type`.
std::vector<Message> jobs_messages();

}  // namespace belfry::asyncapi
