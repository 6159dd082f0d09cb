#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace belfry::push {

enum class InflateFault : std::uint8_t {
  corrupt,    ///< not DEFLATE data, or it ends in the middle of a block
  too_large,  ///< more than was allowed comes out
};

/// Unpacks messages, each with a fresh window (RFC 7692 section 7.2.2): one serves all connections of a loop, whose
/// thread alone uses it. Throws std::bad_alloc when zlib finds no memory.
class Inflator {
 public:
  Inflator();

  /// The message whose frames had `compressed` for payload. Stops as soon as more than `max_bytes` come out, however
  /// much more there would be; 0: no limit. The view is good until the next call.
  std::expected<std::string_view, InflateFault> inflate(std::string_view compressed, std::size_t max_bytes);

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };
  enum class Ending : std::uint8_t {
    open,   ///< the input is used up
    final,  ///< the input is used up, and its last block was marked as the last of its stream
  };

  std::expected<Ending, InflateFault> run(std::string_view input);
  bool between_blocks() const;
  void make_room();

  std::unique_ptr<z_stream_s, End> stream_;
  std::string output_;
  std::size_t used_ = 0;   ///< bytes of output_ that are filled
  std::size_t limit_ = 0;  ///< of this message, in bytes
};

}  // namespace belfry::push
