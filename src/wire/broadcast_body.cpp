#include "wire/broadcast_body.hpp"

#include "domain/publish_rules.hpp"
#include "json/message.hpp"
#include "json/parse.hpp"
#include "wire/dashboard_json.hpp"

#include <array>
#include <optional>
#include <utility>

namespace belfry::wire {
namespace {

struct Target {
  std::optional<bool> all;
  std::optional<std::string> user_id;
  std::optional<std::string> connection_id;
};
BOOST_DESCRIBE_STRUCT(Target, (), (all, user_id, connection_id))

constexpr auto json_rules(const Target*) {
  return std::array{json::Rule{.member = "user_id", .bytes = {{1, limits::kUserIdBytes}}},
                    json::Rule{.member = "connection_id", .bytes = {{1, 255}}}};
}

struct Message {
  std::string type;
  json::RawObject data;
};
BOOST_DESCRIBE_STRUCT(Message, (), (type, data))

constexpr auto json_rules(const Message*) { return std::array{json::Rule{.member = "type", .bytes = {{1, 50}}}}; }

struct Body {
  Target target;
  Message message;
};
BOOST_DESCRIBE_STRUCT(Body, (), (target, message))

struct Tally {
  std::uint64_t success_count = 0;
  std::uint64_t failure_count = 0;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (success_count, failure_count))

Result<std::variant<ToEverybody, UserId, ToConnection>> target_of(Target target) {
  const int named = (target.all ? 1 : 0) + (target.user_id ? 1 : 0) + (target.connection_id ? 1 : 0);
  if (named != 1) {
    return fail(Error::validation("/target", "target", "exactly one of all, userId and connectionId is needed"));
  }
  if (target.all) {
    if (!*target.all) {
      return fail(Error::validation("/target/all", "const", "can only be true"));
    }
    return ToEverybody{};
  }
  if (target.user_id) {
    std::vector<FieldError> faults;
    check_user_id(*target.user_id, "/target/userId", faults);
    if (!faults.empty()) {
      return fail(Error::validation(std::move(faults)));
    }
    return UserId(std::move(*target.user_id));
  }
  return ToConnection{std::move(*target.connection_id)};
}

}  // namespace

Result<BroadcastDraft> read_broadcast_body(std::string_view text, Instant now) {
  const auto value = json::parse(text);
  if (!value) {
    return fail(value.error());
  }
  auto body = json::read<Body>(*value, json::UnknownMembers::refuse);
  if (!body) {
    return fail(std::move(body.error()));
  }
  auto target = target_of(std::move(body->target));
  if (!target) {
    return fail(std::move(target.error()));
  }
  const boost::json::value& data = value->at("message").at("data");
  auto complete = complete_dashboard_data(body->message.type, data, now);
  if (!complete) {
    return fail(std::move(complete.error()));
  }
  return BroadcastDraft{std::move(*target), std::move(body->message.type), std::move(*complete)};
}

boost::json::object broadcast_body_schema() { return json::schema<Body>(json::UnknownMembers::refuse); }

std::string tally_body(std::uint64_t succeeded, std::uint64_t failed) { return json::write(Tally{succeeded, failed}); }

}  // namespace belfry::wire
