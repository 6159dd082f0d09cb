#include "adapters/http/routes/delivery_routes.hpp"

#include "support/one_shard.hpp"
#include "unit/adapters/http/routes/route_fixture.hpp"

namespace belfry::http::test {
namespace {

class DeliveryRoutesTest : public RouteTest {
 protected:
  DeliveryRoutesTest() { routes.add_to(router); }

  Response report(const std::string& id, const std::string& query = "", const std::string& key = "key-publish") {
    return call(Method::get, "/notifications/" + id + "/delivery" + query, {.bearer = key});
  }
  std::string published_to(std::vector<UserId> users) {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "new_like";
    notification->title = "Hello";
    notification->created_at = clock.now();
    PublishCommand command{notification, std::move(users), std::nullopt};
    EXPECT_TRUE(run_task(stores.notifications.append(std::move(command))));
    return notification->id.str();
  }

  belfry::test::OneShard shard;
  app::DeliveryTrace trace;
  app::Explain explain{stores.reports, shard, {&trace}};
  DeliveryRoutes routes{auth, explain};
};

TEST_F(DeliveryRoutesTest, TellWhatWasDecidedForEachUser) {
  PreferencesPatch patch;
  patch.enabled[index_of(ChannelKind::push)] = std::optional(false);
  EXPECT_TRUE(run_task(stores.preferences.patch_preferences(UserId("ada"), patch, std::nullopt, std::nullopt)));
  const Response response = report(published_to({UserId("ada")}));
  EXPECT_EQ(response.status, 200);
  const auto body = json_of(response);
  EXPECT_EQ(body.at("target"), "users");
  const auto& ada = body.at("users").at(0).as_object();
  EXPECT_EQ(ada.at("userId"), "ada");
  EXPECT_EQ(ada.at("state"), "inbox");
  EXPECT_EQ(ada.at("inApp"), "deliver");
  EXPECT_EQ(ada.at("push"), "disabled");
}

TEST_F(DeliveryRoutesTest, TellWhichConnectionsItWentTo) {
  const std::string id = published_to({UserId("ada")});
  app::ConnectionRecord record;
  record.connected_at = clock.now();
  record.random = 7;
  trace.note(app::DeliveryTrace::What::sent, *Uuid::parse(id), UserId("ada"), record, clock.now());
  const auto body = json_of(report(id));
  EXPECT_EQ(body.at("users").at(0).at("connections").at(0).at("connectionId"),
            boost::json::value(record.connection_id()));
}

TEST_F(DeliveryRoutesTest, GoOnFromPageToPage) {
  const std::string id = published_to({UserId("ada"), UserId("bob")});
  const auto first = json_of(report(id, "?limit=1"));
  EXPECT_EQ(first.at("users").at(0).at("userId"), "ada");
  const auto second = json_of(report(id, "?limit=1&cursor=" + std::string(first.at("nextCursor").as_string())));
  EXPECT_EQ(second.at("users").at(0).at("userId"), "bob");
  EXPECT_FALSE(second.contains("nextCursor"));
}

TEST_F(DeliveryRoutesTest, NameOneUserWhenAsked) {
  const std::string id = published_to({UserId("ada"), UserId("bob")});
  const auto body = json_of(report(id, "?userId=bob"));
  ASSERT_EQ(body.at("users").as_array().size(), 1U);
  EXPECT_EQ(body.at("users").at(0).at("userId"), "bob");
}

TEST_F(DeliveryRoutesTest, KnowNothingOfWhatWasNeverPublished) {
  EXPECT_EQ(code_of(report(Uuid::v7(clock.now()).str())), "NOTIFICATION_NOT_FOUND");
  EXPECT_EQ(code_of(report("seven")), "NOTIFICATION_NOT_FOUND");
}

TEST_F(DeliveryRoutesTest, RefuseQueriesThatMakeNoSense) {
  const std::string id = published_to({UserId("ada")});
  EXPECT_EQ(pointer_of(report(id, "?cursor=x")), "/cursor");
  EXPECT_EQ(pointer_of(report(id, "?userId=")), "/userId");
  EXPECT_EQ(pointer_of(report(id, "?limit=201")), "/limit");
}

TEST_F(DeliveryRoutesTest, AreForServicesThatPublish) {
  const std::string id = published_to({UserId("ada")});
  EXPECT_EQ(code_of(report(id, "", "key-users")), "FORBIDDEN");
  EXPECT_EQ(code_of(report(id, "", "jwt.ada")), "FORBIDDEN");
}

}  // namespace
}  // namespace belfry::http::test
