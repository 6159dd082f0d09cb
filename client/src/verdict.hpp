#pragma once

#include "call.hpp"

namespace belfry::client {

enum class Verdict {
  sent,
  refused,
  again,
  uncertain,  ///< it may have been done, and must not be done twice
};

/// What an answer means for a call that was tried `attempts` times.
Verdict judge(const Call& call, const Answer& answer, int attempts);

inline constexpr std::string_view kJobCancelled = "JOB_CANCELLED";
inline constexpr std::string_view kJobTerminal = "JOB_TERMINAL";

}  // namespace belfry::client
