#pragma once

#include <zlib.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace belfry::push::testing {

/// `flushed` is what RFC 7692 section 7.2.1 asks of a sender; `finished` a stream whose last block is marked as such.
enum class DeflateEnd : std::uint8_t { flushed, finished };

/// The payload of a compressed message, by zlib alone.
inline std::string deflated(std::string_view text, DeflateEnd end = DeflateEnd::flushed) {
  z_stream stream{};
  if (::deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  std::string packed(::deflateBound(&stream, text.size()) + 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  ::deflate(&stream, end == DeflateEnd::flushed ? Z_SYNC_FLUSH : Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  ::deflateEnd(&stream);
  return end == DeflateEnd::flushed ? packed.substr(0, packed.size() - 4) : packed;
}

}  // namespace belfry::push::testing
