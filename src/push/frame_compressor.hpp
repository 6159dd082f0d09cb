#pragma once

#include "base/frame.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace belfry::push {

/// Payloads below this go as they are: there is little to win.
inline constexpr std::size_t kLeastCompressed = 64;

/// Packs frames for connections that agreed on `Compression::deflate`. The packed form is made once, hangs on the frame
/// as its twin and is shared by all connections of all loops; each loop has one compressor for its thread alone.
/// Throws std::bad_alloc when zlib finds no memory.
class FrameCompressor {
 public:
  FrameCompressor();

  /// The frame to be sent instead of this one: its compressed twin (RSV1 set; RFC 7692 section 7.2.1), or the frame
  /// itself when it is a control frame, is small, or does not become smaller.
  Frame::Ptr compressed(const Frame::Ptr& frame);

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };

  Frame::Ptr make_twin(const Frame& frame);
  std::string_view deflate(std::string_view payload);

  std::unique_ptr<z_stream_s, End> stream_;
  std::string output_;
};

}  // namespace belfry::push
