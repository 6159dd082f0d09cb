#include "push/utf8.hpp"

#include <cstring>

namespace belfry::push {

namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

/// How many bytes at the front are surely ASCII, eight at a time.
std::size_t ascii_run(const char* at, std::size_t left) {
  std::size_t run = 0;
  for (; left - run >= sizeof(std::uint64_t); run += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, at + run, sizeof word);
    if ((word & kHighBits) != 0) {
      break;
    }
  }
  return run;
}

constexpr bool is_between(std::uint8_t byte, std::uint8_t low, std::uint8_t high) {
  return byte >= low && byte <= high;
}

}  // namespace

Utf8Validator::State Utf8Validator::lead(std::uint8_t byte) {
  if (byte < 0x80) {
    return State::boundary;
  }
  if (is_between(byte, 0xC2, 0xDF)) {
    return State::one;
  }
  switch (byte) {
    case 0xE0: return State::after_e0;
    case 0xED: return State::after_ed;
    case 0xF0: return State::after_f0;
    case 0xF4: return State::after_f4;
    default: break;
  }
  if (is_between(byte, 0xE1, 0xEF)) {
    return State::two;
  }
  return is_between(byte, 0xF1, 0xF3) ? State::three : State::invalid;
}

Utf8Validator::State Utf8Validator::advance(State state, std::uint8_t byte) {
  switch (state) {
    case State::boundary: return lead(byte);
    case State::one: return is_between(byte, 0x80, 0xBF) ? State::boundary : State::invalid;
    case State::two: return is_between(byte, 0x80, 0xBF) ? State::one : State::invalid;
    case State::three: return is_between(byte, 0x80, 0xBF) ? State::two : State::invalid;
    case State::after_e0: return is_between(byte, 0xA0, 0xBF) ? State::one : State::invalid;
    case State::after_ed: return is_between(byte, 0x80, 0x9F) ? State::one : State::invalid;
    case State::after_f0: return is_between(byte, 0x90, 0xBF) ? State::two : State::invalid;
    case State::after_f4: return is_between(byte, 0x80, 0x8F) ? State::two : State::invalid;
    case State::invalid: break;
  }
  return State::invalid;
}

bool Utf8Validator::feed(std::string_view bytes) {
  State state = state_;
  std::size_t i = 0;
  while (i < bytes.size() && state != State::invalid) {
    if (state == State::boundary) {
      i += ascii_run(bytes.data() + i, bytes.size() - i);
      if (i == bytes.size()) {
        break;
      }
    }
    state = advance(state, static_cast<std::uint8_t>(bytes[i++]));
  }
  state_ = state;
  return state != State::invalid;
}

bool is_utf8(std::string_view text) {
  Utf8Validator validator;
  return validator.feed(text) && validator.complete();
}

std::string_view utf8_prefix(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) {
    return text;
  }
  std::size_t end = limit;
  while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace belfry::push
