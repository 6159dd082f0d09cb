#pragma once

#include "base/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace belfry::cli::bench {

/// A final frame as a client sends it (RFC 6455 section 5.3); `payload` of at most 125 bytes: what a load client says
/// is short.
std::string masked_frame(Opcode opcode, std::string_view payload, std::uint32_t key);

/// Takes a server's stream apart. Frames that lie whole in what was read are looked at in place; only the beginning of
/// one that does not is copied.
class FrameScanner {
 public:
  using Visit = std::function<void(Opcode, std::string_view payload)>;

  /// False when the stream is none that our server would send: masked, fragmented, extended or over 1 MiB a frame.
  bool feed(std::string_view bytes, const Visit& visit);

 private:
  /// Consumes whole frames off the front of `bytes`.
  static bool take_whole(std::string_view& bytes, const Visit& visit);

  std::string partial_;
};

/// The number behind the member `bench` that our publishes carry in their data; nothing in another message.
std::optional<std::uint64_t> sequence_of(std::string_view message);

}  // namespace belfry::cli::bench
