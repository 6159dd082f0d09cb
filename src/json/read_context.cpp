#include "json/read_context.hpp"

#include <utility>

namespace belfry::json {

ReadContext::Step::Step(ReadContext& context, std::string_view member)
    : context_(context), length_(context.pointer_.size()) {
  context.pointer_ += '/';
  for (const char c : member) {
    if (c == '~') {
      context.pointer_ += "~0";
    } else if (c == '/') {
      context.pointer_ += "~1";
    } else {
      context.pointer_ += c;
    }
  }
}

ReadContext::Step::Step(ReadContext& context, std::size_t index) : Step(context, std::to_string(index)) {}

void ReadContext::fault(std::string_view code, std::string detail) {
  if (faults_.size() < kMaxFaults) {
    faults_.push_back({.pointer = pointer_, .code = std::string(code), .detail = std::move(detail)});
  }
}

void ReadContext::wrong_type(std::string_view expected) { fault("type", "must be " + std::string(expected)); }

}  // namespace belfry::json
