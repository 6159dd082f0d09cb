#pragma once

#include <chrono>

namespace belfry::client {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;
using std::chrono::milliseconds;

}  // namespace belfry::client
