#include "push/frame_compressor.hpp"

#include "push/frame_header.hpp"

#include <zlib.h>

#include <limits>
#include <new>
#include <stdexcept>

namespace belfry::push {

namespace {

constexpr int kRawWindow = -15;  // raw DEFLATE; the handshake promises no smaller window
constexpr int kMemoryLevel = 8;

/// What a flush ends with, and the sender cuts off (RFC 7692 section 7.2.1).
constexpr std::size_t kTailBytes = 4;
constexpr std::size_t kRoomKept = 65'536;

/// The twin of frames that do not become smaller: packing them is not tried again.
const Frame::Ptr& goes_plain() {
  static const Frame::Ptr mark = Frame::text({});
  return mark;
}

Opcode opcode_of(const Frame& frame) { return static_cast<Opcode>(frame.bytes().front() & 0x0F); }

std::string_view payload_of(const Frame& frame) {
  const std::string_view bytes = frame.bytes();
  const auto length = static_cast<std::uint8_t>(bytes[1]);
  return bytes.substr(length < 126 ? 2 : (length == 126 ? 4 : 10));
}

bool worth_trying(const Frame& frame) {
  const std::string_view payload = payload_of(frame);
  return !is_control(opcode_of(frame)) && payload.size() >= kLeastCompressed &&
         payload.size() <= std::numeric_limits<uInt>::max() - kTailBytes;
}

}  // namespace

void FrameCompressor::End::operator()(z_stream_s* stream) const {
  ::deflateEnd(stream);
  delete stream;
}

FrameCompressor::FrameCompressor() {
  auto stream = std::make_unique<z_stream>();
  const int result =
      ::deflateInit2(stream.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindow, kMemoryLevel, Z_DEFAULT_STRATEGY);
  if (result == Z_MEM_ERROR) {
    throw std::bad_alloc();
  }
  if (result != Z_OK) {
    throw std::runtime_error("zlib cannot deflate");  // another version of the library than was compiled for
  }
  stream_.reset(stream.release());
}

Frame::Ptr FrameCompressor::compressed(const Frame::Ptr& frame) {
  Frame::Ptr twin = frame->twin();
  if (!twin) {
    if (!worth_trying(*frame)) {
      return frame;
    }
    twin = frame->keep_twin(make_twin(*frame));
  }
  if (&*twin == &*goes_plain()) {
    return frame;
  }
  return twin;
}

Frame::Ptr FrameCompressor::make_twin(const Frame& frame) {
  const std::string_view packed = deflate(payload_of(frame));
  return packed.empty() ? goes_plain() : Frame::make(opcode_of(frame), packed, Rsv1::set);
}

/// Empty when the result would not be smaller. Good until the next call.
std::string_view FrameCompressor::deflate(std::string_view payload) {
  z_stream& stream = *stream_;
  ::deflateReset(&stream);
  const std::size_t room = payload.size() + kTailBytes;
  if (output_.size() < room || output_.size() > kRoomKept) {
    output_.resize(room);
    output_.shrink_to_fit();
  }
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(payload.data()));
  stream.avail_in = static_cast<uInt>(payload.size());
  stream.next_out = reinterpret_cast<Bytef*>(output_.data());
  stream.avail_out = static_cast<uInt>(room);
  // A flush is whole only when it leaves room, so the result is smaller than the payload by at least one byte.
  if (::deflate(&stream, Z_SYNC_FLUSH) != Z_OK || stream.avail_in != 0 || stream.avail_out == 0) {
    return {};
  }
  return std::string_view(output_).substr(0, room - stream.avail_out - kTailBytes);
}

}  // namespace belfry::push
