#pragma once

#include <string>

namespace belfry::client {

/// 128 random bits as text: one for each call, and the same for its repeats.
std::string make_idempotency_key();

}  // namespace belfry::client
