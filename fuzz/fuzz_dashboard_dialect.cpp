#include "dialects/dashboard_dialect.hpp"
#include "json/parse.hpp"
#include "wire/broadcast_body.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

// Any bytes are a command or an error; what is answered is JSON; a broadcast that was accepted is a message of ours.

namespace belfry {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

const DashboardDialect dialect;
constexpr Instant kNow{std::chrono::milliseconds(1'769'342'400'000)};

void decode_and_answer(std::string_view text) {
  const messages::ClientMessage message = dialect.decode(text);
  if (message.command) {
    return;
  }
  const ErrorCode code = message.command.error().code;
  require(code == ErrorCode::invalid_message || code == ErrorCode::unknown_type ||
          code == ErrorCode::unsupported_version);
  require(json::parse(dialect.encode(messages::ErrorMessage{message.command.error(), {}}, kNow)).has_value());
}

void publish(std::string_view text) {
  const auto draft = wire::read_broadcast_body(text, kNow);
  if (draft) {
    require(json::parse(dialect.encode(messages::Broadcast{draft->type, draft->data}, kNow)).has_value());
  }
}

}  // namespace
}  // namespace belfry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  belfry::decode_and_answer(text);
  belfry::publish(text);
  return 0;
}
