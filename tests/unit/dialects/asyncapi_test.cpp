#include "dialects/asyncapi.hpp"

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

/// The `type` of every message that goes one way.
std::set<std::string> types(std::string_view action) {
  const auto document = described();
  std::set<std::string> found;
  for (const auto& operation : document.at("operations").as_object()) {
    if (operation.value().at("action").as_string() != action) {
      continue;
    }
    const std::string reference(operation.value().at("messages").at(0).at("$ref").as_string());
    const auto& message = document.at("components").at("messages").at(reference.substr(reference.rfind('/') + 1));
    found.insert(std::string(message.at("name").as_string()));
  }
  return found;
}

TEST(AsyncApi, HasEveryMessageThatTheServerSays) {
  std::set<std::string> said;
  for (const auto& sample : samples::every_message()) {
    const std::string text = NotificationsDialect(&samples::drawn_id).encode(sample.message, samples::kNow);
    said.insert(std::string(boost::json::parse(text).at("type").as_string()));
  }
  const std::set<std::string> told = types("send");
  for (const std::string& type : said) {
    EXPECT_TRUE(told.contains(type)) << type;
  }
}

TEST(AsyncApi, HasEveryMessageThatTheServerUnderstands) {
  EXPECT_EQ(types("receive"), (std::set<std::string>{"notification:ack", "notification:read", "ping", "subscribe",
                                                     "sync", "unsubscribe"}));
}

TEST(AsyncApi, GivesExamplesThatTheServerUnderstands) {
  const auto document = described();
  const NotificationsDialect dialect;
  for (const auto& message : document.at("components").at("messages").as_object()) {
    const std::string type(message.value().at("name").as_string());
    if (types("receive").contains(type)) {
      const auto& example = message.value().at("examples").at(0).at("payload");
      EXPECT_TRUE(dialect.decode(boost::json::serialize(example)).command.has_value()) << type;
    }
  }
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
