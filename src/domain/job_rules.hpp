#pragma once

#include "base/error.hpp"
#include "domain/job.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace belfry {

namespace limits {
inline constexpr std::size_t kJobKindCharacters = 64;
inline constexpr std::size_t kJobStages = 100;
inline constexpr std::size_t kStageNameCharacters = 64;
inline constexpr std::size_t kJobMessageCharacters = 1'000;
inline constexpr std::size_t kJobErrorCodeCharacters = 64;
inline constexpr std::size_t kFileNameCharacters = 255;
inline constexpr std::size_t kCorrelationIdBytes = 128;
inline constexpr std::size_t kJobResultBytes = 65'536;  ///< of results, and of an error's details
inline constexpr double kMostWeight = 1e6;
}  // namespace limits

/// `[a-z0-9_-]+`; the length is another rule's matter.
bool is_job_kind(std::string_view text);

/// What a service may not ask for, beyond what the shape of the body forbids, as field errors with pointers: text with
/// control characters, two stages of one name, a name that cannot stand in a path (`.` and `..`), a weight of 0.
void check_new_job(const NewJob& job, std::vector<FieldError>& faults);

}  // namespace belfry
