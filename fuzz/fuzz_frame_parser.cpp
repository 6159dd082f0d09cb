// The bytes of a hostile client, cut as the input says: however a stream is cut, the same things must have been said.
// With compression a message may unpack to anything, but never to more than the limit.
// Input: one byte of options, one byte with the number of cuts, that many chunk sizes, then the stream.
#include "push/message_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace {

using belfry::push::Inflator;
using belfry::push::MessageReader;
using belfry::push::Received;

constexpr std::size_t kLimit = 300;

struct Heard {
  Received::Kind kind;
  std::string payload;
  belfry::CloseCode code;
  bool operator==(const Heard&) const = default;
};

void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

void check(const Received& received) {
  const bool message = received.kind == Received::Kind::text || received.kind == Received::Kind::binary;
  require(!message || received.payload.size() <= kLimit);
  require(received.kind != Received::Kind::text || belfry::push::is_utf8(received.payload));
  require(message || received.payload.size() <= 125);
}

/// What the reader says when the stream comes in chunks of these sizes, the last one again and again.
std::vector<Heard> listen(std::span<const std::uint8_t> stream, std::span<const std::uint8_t> sizes,
                          MessageReader::Messages messages, Inflator* inflator) {
  MessageReader reader(kLimit, inflator);
  std::vector<Heard> heard;
  std::size_t chunk = 0;
  for (std::size_t at = 0; at < stream.size();) {
    const std::size_t wanted = sizes.empty() ? stream.size() : 1 + sizes[std::min(chunk++, sizes.size() - 1)];
    const auto part = stream.subspan(at, std::min(wanted, stream.size() - at));
    at += part.size();
    std::vector<char> bytes(part.begin(), part.end());  // of its own, so that reading past its end is seen
    std::span<char> input(bytes);
    while (true) {
      const Received received = reader.next(input, messages);
      if (received.kind == Received::Kind::nothing) {
        require(input.empty());
        break;
      }
      check(received);
      heard.push_back({received.kind, std::string(received.payload), received.code});
      if (received.kind == Received::Kind::violation) {
        return heard;
      }
    }
  }
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const auto messages = (data[0] & 1) != 0 ? MessageReader::Messages::passed_over : MessageReader::Messages::kept;
  static Inflator shared;  // as in a loop: what one message leaves behind must not reach the next
  Inflator* const inflator = (data[0] & 2) != 0 ? &shared : nullptr;
  const std::span<const std::uint8_t> rest(data + 2, size - 2);
  const std::size_t cuts = std::min<std::size_t>(data[1], rest.size());
  const auto stream = rest.subspan(cuts);

  const auto whole = listen(stream, {}, messages, inflator);
  const std::uint8_t single[] = {0};
  require(whole == listen(stream, single, messages, inflator));
  require(whole == listen(stream, rest.first(cuts), messages, inflator));
  return 0;
}
