#include "wire/faults.hpp"

#include "json/read_context.hpp"

#include <algorithm>
#include <utility>

namespace belfry::wire {

void add_unless_told(std::vector<FieldError>& faults, std::vector<FieldError> more) {
  for (FieldError& fault : more) {
    const bool told =
        std::ranges::any_of(faults, [&](const FieldError& known) { return known.pointer == fault.pointer; });
    if (!told && faults.size() < json::ReadContext::kMaxFaults) {
      faults.push_back(std::move(fault));
    }
  }
}

}  // namespace belfry::wire
