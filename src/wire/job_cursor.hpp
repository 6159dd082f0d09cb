#pragma once

#include "base/time.hpp"
#include "domain/job.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace belfry::wire {

/// Where a page of jobs ends, as text for a query string: `<created, Unix ms>.<job id>`.
std::string job_cursor(Instant created_at, const JobId& id);
/// Nothing unless it is such a text.
std::optional<std::pair<Instant, JobId>> parse_job_cursor(std::string_view text);

}  // namespace belfry::wire
