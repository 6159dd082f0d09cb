#include "wire/channels_json.hpp"

#include "domain/channel_rules.hpp"
#include "domain/text_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"

#include <array>
#include <unordered_set>
#include <utility>

namespace belfry::wire {
namespace {

struct ChannelsBody {
  std::vector<std::string> channels;
};
BOOST_DESCRIBE_STRUCT(ChannelsBody, (), (channels))

constexpr auto json_rules(const ChannelsBody*) {
  return std::array{json::Rule{.member = "channels", .items = {{0, ChannelRules::kMaxSubscriptions}}}};
}

}  // namespace

Result<std::vector<std::string>> read_channels_body(std::string_view body) {
  const auto value = json::parse(body);
  if (!value) {
    return fail(value.error());
  }
  auto read = json::read<ChannelsBody>(*value, json::UnknownMembers::refuse);
  if (!read) {
    return fail(std::move(read.error()));
  }
  if (auto checked = check_channel_names(read->channels, "/channels"); !checked) {
    return fail(std::move(checked.error()));
  }
  std::vector<std::string> channels;
  std::unordered_set<std::string_view> met;
  for (const std::string& channel : read->channels) {
    if (met.insert(channel).second) {
      channels.push_back(channel);
    }
  }
  return channels;
}

std::string channels_body(std::span<const std::string> channels) {
  json::Writer writer;
  writer.begin_object();
  writer.key("channels");
  writer.begin_array();
  for (const std::string& channel : channels) {
    writer.string(channel);
  }
  writer.end_array();
  writer.end_object();
  return writer.take();
}

boost::json::object channels_body_schema() {
  boost::json::object schema = json::schema<ChannelsBody>(json::UnknownMembers::refuse);
  schema["properties"].at("channels").at("items").as_object()["pattern"] = "^[a-z0-9][a-z0-9_.:-]{0,63}$";
  return schema;
}

}  // namespace belfry::wire
