#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::json {

/// What to do with members that a message does not declare.
enum class UnknownMembers : std::uint8_t { refuse, ignore };

/// Where a reader is (RFC 6901 pointer) and what it found wrong so far.
class ReadContext {
 public:
  /// More faults than this are not collected: a long array of wrong elements must not make a longer answer.
  static constexpr std::size_t kMaxFaults = 50;

  explicit ReadContext(UnknownMembers unknown, std::string_view pointer = {}) : pointer_(pointer), unknown_(unknown) {}

  /// One level deeper while it lives.
  class Step {
   public:
    Step(ReadContext& context, std::string_view member);
    Step(ReadContext& context, std::size_t index);
    ~Step() { context_.pointer_.resize(length_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    ReadContext& context_;
    std::size_t length_;
  };

  void fault(std::string_view code, std::string detail);
  /// Code `type`: "must be a string".
  void wrong_type(std::string_view expected);

  UnknownMembers unknown() const { return unknown_; }
  std::vector<FieldError>& faults() { return faults_; }

 private:
  std::string pointer_;
  UnknownMembers unknown_;
  std::vector<FieldError> faults_;
};

}  // namespace belfry::json
