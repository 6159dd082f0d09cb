#include "dialects/asyncapi.hpp"

#include "dialects/dashboard_dialect.hpp"
#include "dialects/jobs_dialect.hpp"
#include "dialects/notifications_dialect.hpp"
#include "unit/dialects/sample_messages.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace belfry {
namespace {

boost::json::object described() {
  return boost::json::parse(asyncapi::document({.version = "1.2.3", .socket_url = "wss://belfry.example/ws"}))
      .as_object();
}

/// The `type` of every message of the dialect that goes one way.
std::set<std::string> types(std::string_view action, std::string_view dialect) {
  const auto document = described();
  const std::string channel = "#/channels/" + std::string(dialect);
  std::set<std::string> found;
  for (const auto& operation : document.at("operations").as_object()) {
    if (operation.value().at("action").as_string() != action ||
        operation.value().at("channel").at("$ref").as_string() != channel) {
      continue;
    }
    const std::string reference(operation.value().at("messages").at(0).at("$ref").as_string());
    const auto& message = document.at("components").at("messages").at(reference.substr(reference.rfind('/') + 1));
    found.insert(std::string(message.at("name").as_string()));
  }
  return found;
}

/// Every message of the samples that the dialect has is told of.
void expect_told(const Dialect& dialect) {
  const std::set<std::string> told = types("send", name_of(dialect.kind()));
  for (const auto& sample : samples::every_message()) {
    if (const std::string text = dialect.encode(sample.message, samples::kNow); !text.empty()) {
      const std::string type(boost::json::parse(text).at("type").as_string());
      EXPECT_TRUE(told.contains(type)) << type;
    }
  }
}

/// The dialect understands the example of every message that a client of it may send.
void expect_understood(const Dialect& dialect) {
  const auto document = described();
  const auto& channel = document.at("channels").at(name_of(dialect.kind())).at("messages").as_object();
  const std::set<std::string> received = types("receive", name_of(dialect.kind()));
  for (const auto& entry : channel) {
    const auto& message = document.at("components").at("messages").at(entry.key());
    const std::string type(message.at("name").as_string());
    if (received.contains(type)) {
      const auto& example = message.at("examples").at(0).at("payload");
      EXPECT_TRUE(dialect.decode(boost::json::serialize(example)).command.has_value()) << type;
    }
  }
}

TEST(AsyncApi, HasEveryMessageThatTheServerSays) {
  expect_told(NotificationsDialect(&samples::drawn_id));
  expect_told(DashboardDialect());
  expect_told(JobsDialect());
}

TEST(AsyncApi, HasEveryMessageThatTheServerUnderstands) {
  EXPECT_EQ(types("receive", "notifications"), (std::set<std::string>{"notification:ack", "notification:read", "ping",
                                                                      "subscribe", "sync", "unsubscribe"}));
  EXPECT_EQ(types("receive", "dashboard"), (std::set<std::string>{"ping", "subscribe", "unsubscribe"}));
  EXPECT_EQ(types("receive", "jobs"),
            (std::set<std::string>{"cancel_job", "ping", "request_status", "subscribe", "unsubscribe"}));
}

TEST(AsyncApi, GivesExamplesThatTheServerUnderstands) {
  expect_understood(NotificationsDialect());
  expect_understood(DashboardDialect());
  expect_understood(JobsDialect());
}

TEST(AsyncApi, NamesTheHostAndTheProtocolOfTheServer) {
  const auto document = described();
  const auto& server = document.at("servers").at("belfry");
  EXPECT_EQ(server.at("host"), "belfry.example");
  EXPECT_EQ(server.at("protocol"), "wss");
}

TEST(AsyncApi, TellsAfterWhichCloseAClientComesBack) {
  const auto document = described();
  for (const auto& close : document.at("channels").at("notifications").at("x-close-codes").as_array()) {
    const auto code = close.at("code").as_int64();
    if (code >= 4000) {
      EXPECT_EQ(close.at("reconnect").as_bool(), code < 4500) << code;
    }
  }
}

}  // namespace
}  // namespace belfry
