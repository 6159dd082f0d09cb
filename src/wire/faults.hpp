#pragma once

#include "base/error.hpp"

#include <vector>

namespace belfry::wire {

/// Adds the faults that rules found to those of a reader, where the reader told none of the same place: what it could
/// not read, the rules see as empty. Not more than a reader would tell.
void add_unless_told(std::vector<FieldError>& faults, std::vector<FieldError> more);

}  // namespace belfry::wire
