#include "push/inflator.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>
#include <stdexcept>

namespace belfry::push {

namespace {

/// Raw DEFLATE with the largest window, which reads what was packed with any smaller one too.
constexpr int kRawWindow = -15;

/// What the sender of a message cut off its end (RFC 7692 section 7.2.2).
constexpr std::string_view kTail("\x00\x00\xff\xff", 4);

constexpr std::size_t kFirstRoom = 4096;
constexpr std::size_t kRoomKept = 65'536;
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;  // zlib counts in 32 bits

}  // namespace

void Inflator::End::operator()(z_stream_s* stream) const {
  ::inflateEnd(stream);
  delete stream;
}

Inflator::Inflator() {
  auto stream = std::make_unique<z_stream>();
  const int result = ::inflateInit2(stream.get(), kRawWindow);
  if (result == Z_MEM_ERROR) {
    throw std::bad_alloc();
  }
  if (result != Z_OK) {
    throw std::runtime_error("zlib cannot inflate");  // another version of the library than was compiled for
  }
  stream_.reset(stream.release());
}

std::expected<std::string_view, InflateFault> Inflator::inflate(std::string_view compressed, std::size_t max_bytes) {
  ::inflateReset(stream_.get());
  stream_->avail_in = 0;  // a message that failed may have left some
  if (output_.size() > kRoomKept) {
    output_ = std::string();
  }
  used_ = 0;
  limit_ = max_bytes == 0 ? std::numeric_limits<std::size_t>::max() - 1 : max_bytes;
  auto ending = run(compressed);
  if (ending == Ending::open) {
    ending = run(kTail);
    if (ending && !between_blocks()) {
      return std::unexpected(InflateFault::corrupt);
    }
  }
  if (!ending) {
    return std::unexpected(ending.error());
  }
  return std::string_view(output_).substr(0, used_);
}

std::expected<Inflator::Ending, InflateFault> Inflator::run(std::string_view input) {
  z_stream& stream = *stream_;
  auto ending = Ending::open;
  while (true) {
    if (stream.avail_in == 0) {
      const std::string_view part = input.substr(0, kMostAtOnce);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
      stream.avail_in = static_cast<uInt>(part.size());
      input.remove_prefix(part.size());
    }
    make_room();
    const std::size_t room = std::min(output_.size() - used_, kMostAtOnce);
    stream.next_out = reinterpret_cast<Bytef*>(output_.data() + used_);
    stream.avail_out = static_cast<uInt>(room);
    const int result = ::inflate(&stream, Z_SYNC_FLUSH);
    used_ += room - stream.avail_out;
    if (result == Z_MEM_ERROR) {
      throw std::bad_alloc();
    }
    if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END) {
      return std::unexpected(InflateFault::corrupt);
    }
    if (used_ > limit_) {
      return std::unexpected(InflateFault::too_large);
    }
    ending = result == Z_STREAM_END ? Ending::final : Ending::open;
    if (stream.avail_in == 0 && input.empty() && (stream.avail_out != 0 || ending == Ending::final)) {
      return ending;
    }
    if (ending == Ending::final) {
      ::inflateReset(&stream);  // RFC 7692 section 7.2.3.4: blocks may follow the one that is marked as the last
    }
  }
}

/// zlib tells in `data_type`: 128 right behind a block, and the number of bits it holds of the next.
bool Inflator::between_blocks() const { return (stream_->data_type & (128 | 63)) == 128; }

/// At least one byte of room, and at most one beyond the limit, which shows that there is too much.
void Inflator::make_room() {
  if (used_ == output_.size()) {
    const std::size_t doubled = std::max(kFirstRoom, output_.size() * 2);
    output_.resize(std::max(used_ + 1, std::min(doubled, limit_ + 1)));
  }
}

}  // namespace belfry::push
