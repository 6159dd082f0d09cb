#include "dialects/notifications_dialect.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

// Any bytes are a command or an error; what is answered is JSON; JSON that was accepted survives being written again.

namespace belfry {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

const NotificationsDialect dialect;

void answer(const messages::ServerMessage& message) {
  require(json::parse(dialect.encode(message, from_millis(1'769'342'400'000))).has_value());
}

void decode_and_answer(std::string_view text) {
  const messages::ClientMessage message = dialect.decode(text);
  require(message.request_id.empty() || Uuid::parse(message.request_id).has_value());
  if (message.command) {
    require(!message.request_id.empty());
    answer(messages::Pong{message.request_id});
    return;
  }
  const ErrorCode code = message.command.error().code;
  require(code == ErrorCode::invalid_message || code == ErrorCode::unknown_type);
  answer(messages::ErrorMessage{message.command.error(), message.request_id});
}

/// What a publisher sends as data goes to every client as it was written here.
void pass_on(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) {
    return;
  }
  const std::string compact = json::compact(*value);
  const auto again = json::parse(compact);
  require(again.has_value() && json::compact(*again) == compact);
  if (value->is_object()) {
    auto notification = std::make_shared<Notification>();
    notification->data = compact;
    answer(messages::NotificationMessage{.notification = notification, .rev = 1, .state = {}});
  }
}

}  // namespace
}  // namespace belfry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  belfry::decode_and_answer(text);
  belfry::pass_on(text);
  return 0;
}
