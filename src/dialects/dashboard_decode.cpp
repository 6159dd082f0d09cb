#include "dialects/dashboard_dialect.hpp"

#include "json/message.hpp"
#include "json/parse.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace belfry {
namespace {

using json::UnknownMembers;
using messages::ClientCommand;

constexpr std::string_view kVersion = "1.0";

struct Envelope {
  std::string type;
  std::optional<std::string> version;
  std::optional<std::string> timestamp;
  std::optional<json::ObjectView> data;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (type, version, timestamp, data))

struct ChannelsData {
  std::vector<std::string> channels;
};
BOOST_DESCRIBE_STRUCT(ChannelsData, (), (channels))

/// On a socket every fault of shape is an invalid message; what was wrong stays in the details.
Failure invalid(std::vector<FieldError> faults) {
  Error error(ErrorCode::invalid_message);
  error.fields = std::move(faults);
  return fail(std::move(error));
}

template <class Command>
Result<ClientCommand> read_channels(const Envelope& envelope) {
  if (!envelope.data) {
    return invalid({{.pointer = "/data", .code = "required", .detail = "is missing"}});
  }
  auto data = json::read<ChannelsData>(*envelope.data->value, UnknownMembers::ignore, "/data");
  if (!data) {
    return invalid(std::move(data.error().fields));
  }
  return Command{std::move(data->channels)};
}

Result<ClientCommand> read_command(const boost::json::value& value) {
  auto envelope = json::read<Envelope>(value, UnknownMembers::ignore);
  if (!envelope) {
    return invalid(std::move(envelope.error().fields));
  }
  if (envelope->version.value_or(std::string(kVersion)) != kVersion) {
    return fail(ErrorCode::unsupported_version);
  }
  if (envelope->type == "ping") {
    return messages::Ping{};
  }
  if (envelope->type == "subscribe") {
    return read_channels<messages::Subscribe>(*envelope);
  }
  if (envelope->type == "unsubscribe") {
    return read_channels<messages::Unsubscribe>(*envelope);
  }
  return fail(ErrorCode::unknown_type);
}

}  // namespace

messages::ClientMessage DashboardDialect::decode(std::string_view text) const {
  const auto value = json::parse(text);
  if (!value) {
    return {.request_id = {}, .command = fail(value.error())};
  }
  return {.request_id = {}, .command = read_command(*value)};
}

}  // namespace belfry
