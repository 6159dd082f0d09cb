#include "cli/bench/client_frames.hpp"

#include <charconv>

namespace belfry::cli::bench {
namespace {

constexpr std::size_t kMaxPayload = 1U << 20U;
constexpr std::string_view kMarker = "\"bench\":";

struct Header {
  std::size_t size = 0;
  std::size_t payload = 0;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); }

/// RFC 6455 section 5.2; nothing while the header is not whole.
std::optional<Header> header_of(std::string_view bytes) {
  if (bytes.size() < 2) {
    return std::nullopt;
  }
  const std::size_t first = byte_at(bytes, 1) & 0x7fU;
  const std::size_t extra = first < 126 ? 0 : first == 126 ? 2 : 8;
  if (bytes.size() < 2 + extra) {
    return std::nullopt;
  }
  std::size_t payload = extra == 0 ? first : 0;
  for (std::size_t i = 0; i < extra; ++i) {
    payload = (payload << 8U) | byte_at(bytes, 2 + i);
  }
  return Header{2 + extra, payload};
}

/// FIN set, no reserved bit, no mask.
bool is_ours(std::string_view bytes) {
  return (byte_at(bytes, 0) & 0xf0U) == 0x80U && (bytes.size() < 2 || (byte_at(bytes, 1) & 0x80U) == 0);
}

}  // namespace

std::string masked_frame(Opcode opcode, std::string_view payload, std::uint32_t key) {
  std::string frame;
  frame.reserve(payload.size() + 6);
  frame += static_cast<char>(0x80U | static_cast<std::uint8_t>(opcode));
  frame += static_cast<char>(0x80U | payload.size());
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    frame += static_cast<char>((key >> (shift - 8)) & 0xffU);
  }
  for (std::size_t i = 0; i < payload.size(); ++i) {
    frame += static_cast<char>(payload[i] ^ frame[2 + i % 4]);
  }
  return frame;
}

bool FrameScanner::take_whole(std::string_view& bytes, const Visit& visit) {
  while (!bytes.empty()) {
    if (!is_ours(bytes)) {
      return false;
    }
    const auto header = header_of(bytes);
    if (header && header->payload > kMaxPayload) {
      return false;
    }
    if (!header || bytes.size() < header->size + header->payload) {
      return true;
    }
    visit(static_cast<Opcode>(byte_at(bytes, 0) & 0x0fU), bytes.substr(header->size, header->payload));
    bytes.remove_prefix(header->size + header->payload);
  }
  return true;
}

bool FrameScanner::feed(std::string_view bytes, const Visit& visit) {
  if (partial_.empty()) {
    const bool ours = take_whole(bytes, visit);
    partial_.assign(bytes);
    return ours;
  }
  partial_.append(bytes);
  std::string_view rest = partial_;
  const bool ours = take_whole(rest, visit);
  partial_.erase(0, partial_.size() - rest.size());
  return ours;
}

std::optional<std::uint64_t> sequence_of(std::string_view message) {
  const std::size_t at = message.find(kMarker);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  std::uint64_t sequence = 0;
  const auto parsed = std::from_chars(message.data() + at + kMarker.size(), message.data() + message.size(), sequence);
  return parsed.ec == std::errc() ? std::optional(sequence) : std::nullopt;
}

}  // namespace belfry::cli::bench
