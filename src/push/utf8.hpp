#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace belfry::push {

/// Checks UTF-8 (RFC 3629) that arrives in pieces: no overlong form, no surrogate, nothing above U+10FFFF. It refuses
/// at the first byte that no valid text could have there, as RFC 6455 section 8.1 asks of fragmented messages.
class Utf8Validator {
 public:
  /// False once any byte was wrong; further calls stay false.
  bool feed(std::string_view bytes);

  /// Whether the text may end here: no character is cut in half.
  bool complete() const { return state_ == State::boundary; }

  void reset() { state_ = State::boundary; }

 private:
  /// What the next byte must be.
  enum class State : std::uint8_t {
    boundary,  ///< the first byte of a character
    one,       ///< one continuation byte, then a boundary
    two,       ///< two
    three,     ///< three
    after_e0,  ///< A0..BF, against overlong forms; then one
    after_ed,  ///< 80..9F, against surrogates; then one
    after_f0,  ///< 90..BF, against overlong forms; then two
    after_f4,  ///< 80..8F, against code points above U+10FFFF; then two
    invalid,
  };

  static State lead(std::uint8_t byte);
  static State advance(State state, std::uint8_t byte);

  State state_ = State::boundary;
};

/// Whole text at once.
bool is_utf8(std::string_view text);

/// The longest prefix of valid UTF-8 `text` that has at most `limit` bytes and cuts no character.
std::string_view utf8_prefix(std::string_view text, std::size_t limit);

}  // namespace belfry::push
