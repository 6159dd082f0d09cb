#include "cli/ws_client.hpp"

#include "base/random.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace belfry::cli {
namespace {

constexpr std::size_t kMaxMessageBytes = 16U << 20U;
constexpr std::size_t kMaxRefusalBytes = 65'536;
constexpr std::size_t kReadBytes = 16'384;
constexpr std::uint16_t kNoCode = 1005;
constexpr std::uint16_t kProtocolError = 1002;

std::string host_header(const config::HttpUrl& url) {
  const bool own_port = url.port == (url.scheme == "https" ? 443 : 80);
  return own_port ? url.host : fmt::format("{}:{}", url.host, url.port);
}

/// Reads once more onto `bytes`.
Outcome<void> read_more(Transport& transport, std::string& bytes, Deadline deadline) {
  std::array<char, kReadBytes> buffer;
  const auto read = transport.read(buffer, deadline);
  if (!read) {
    return refuse(read.error());
  }
  if (read->state != Transport::ReadState::data) {
    return refuse(read->state == Transport::ReadState::end ? "the server ended the connection during the handshake"
                                                           : "the server did not answer in time");
  }
  bytes.append(buffer.data(), read->bytes);
  return {};
}

Outcome<AnswerHead> read_head(Transport& transport, std::string& bytes, Deadline deadline) {
  while (true) {
    auto head = parse_answer_head(bytes);
    if (!head) {
      return refuse(head.error());
    }
    if (*head) {
      return **std::move(head);
    }
    if (const auto read = read_more(transport, bytes, deadline); !read) {
      return refuse(read.error());
    }
  }
}

/// The body of a refusal, as far as it can be had: the status alone tells enough.
std::string read_body(Transport& transport, const AnswerHead& head, std::string bytes, Deadline deadline) {
  const std::string_view length_text = head.header("content-length");
  std::size_t length = 0;
  std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
  length = std::min(length, kMaxRefusalBytes);
  bytes.erase(0, head.size);
  while (bytes.size() < length && read_more(transport, bytes, deadline)) {
  }
  return bytes.substr(0, length);
}

std::unexpected<WsRefused> unheard(std::string text) {
  return std::unexpected(WsRefused{.status = 0, .body = {}, .text = std::move(text)});
}

WsClosed closed_by(const std::string& payload) {
  if (payload.size() < 2) {
    return {kNoCode, {}};
  }
  const auto high = static_cast<std::uint8_t>(payload[0]);
  const auto low = static_cast<std::uint8_t>(payload[1]);
  return {static_cast<std::uint16_t>(high << 8U | low), payload.substr(2)};
}

std::string code_bytes(std::uint16_t code) { return {static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)}; }

}  // namespace

WsClient::WsClient(Transport transport) : transport_(std::move(transport)), assembler_(kMaxMessageBytes) {}

std::expected<WsClient, WsRefused> WsClient::open(const WsTarget& target, Deadline deadline) {
  auto transport = Transport::connect(target.url, deadline);
  if (!transport) {
    return unheard(transport.error());
  }
  const UpgradeRequest request{.host = host_header(target.url),
                               .target = target.url.path + target.target,
                               .subprotocols = target.subprotocols,
                               .key = random_websocket_key()};
  if (const auto sent = transport->write(to_text(request), deadline); !sent) {
    return unheard(sent.error());
  }
  std::string bytes;
  const auto head = read_head(*transport, bytes, deadline);
  if (!head) {
    return unheard(head.error());
  }
  if (head->status != 101) {
    return std::unexpected(WsRefused{
        .status = head->status, .body = read_body(*transport, *head, std::move(bytes), deadline), .text = {}});
  }
  if (const auto checked = check_upgrade(*head, request); !checked) {
    return unheard(checked.error());
  }
  WsClient client(*std::move(transport));
  client.assembler_.feed(std::string_view(bytes).substr(head->size));
  return client;
}

Outcome<WsEvent> WsClient::receive(Deadline deadline, Wake wake) {
  std::array<char, kReadBytes> buffer;
  while (true) {
    auto piece = assembler_.next();
    if (!piece) {
      close(kProtocolError, deadline);
      return refuse(piece.error());
    }
    if (*piece) {
      auto event = take(**std::move(piece), deadline);
      if (!event) {
        return refuse(event.error());
      }
      if (*event) {
        return **std::move(event);
      }
      continue;
    }
    const auto read = transport_.read(buffer, deadline, wake);
    if (!read) {
      return refuse(read.error());
    }
    switch (read->state) {
      case Transport::ReadState::data:
        heard_at_ = std::chrono::steady_clock::now();
        assembler_.feed({buffer.data(), read->bytes});
        break;
      case Transport::ReadState::end: return WsClosed{};
      case Transport::ReadState::timeout: return WsTimeout{};
      case Transport::ReadState::woken: return WsWoken{};
    }
  }
}

Outcome<std::optional<WsEvent>> WsClient::take(WsPiece piece, Deadline deadline) {
  switch (piece.opcode) {
    case Opcode::text: return WsText{std::move(piece.payload)};
    case Opcode::ping:
      if (const auto sent = send(Opcode::pong, piece.payload, deadline); !sent) {
        return refuse(sent.error());
      }
      return std::nullopt;
    case Opcode::close: {
      // The answer is a courtesy: the server may be gone already, and its code is what counts.
      [[maybe_unused]] const auto answered =
          send(Opcode::close, std::string_view(piece.payload).substr(0, 2), deadline);
      return closed_by(piece.payload);
    }
    case Opcode::binary:
    case Opcode::pong:
    case Opcode::continuation: return std::nullopt;
  }
  std::unreachable();
}

Outcome<void> WsClient::send(Opcode opcode, std::string_view payload, Deadline deadline) {
  return transport_.write(masked_frame(opcode, payload, static_cast<std::uint32_t>(random_u64())), deadline);
}

Outcome<void> WsClient::send_text(std::string_view text, Deadline deadline) {
  return send(Opcode::text, text, deadline);
}

void WsClient::close(std::uint16_t code, Deadline deadline) {
  if (!send(Opcode::close, code_bytes(code), deadline)) {
    return;
  }
  std::array<char, kReadBytes> buffer;
  while (true) {
    auto piece = assembler_.next();
    if (!piece || (*piece && (*piece)->opcode == Opcode::close)) {
      return;
    }
    if (*piece) {
      continue;
    }
    const auto read = transport_.read(buffer, deadline);
    if (!read || read->state != Transport::ReadState::data) {
      return;
    }
    assembler_.feed({buffer.data(), read->bytes});
  }
}

}  // namespace belfry::cli
