#include "adapters/http/routes/announcement_routes.hpp"

#include "dialects/dashboard_dialect.hpp"
#include "dialects/gateway_dialect.hpp"
#include "dialects/jobs_dialect.hpp"
#include "dialects/notifications_dialect.hpp"
#include "unit/adapters/http/routes/route_fixture.hpp"

namespace belfry::http::test {
namespace {

class AnnouncementRoutesTest : public RouteTest {
 protected:
  AnnouncementRoutesTest() { routes.add_to(router); }

  /// The path of a new announcement.
  std::string announced() {
    auto notification = std::make_shared<Notification>();
    notification->id = Uuid::v7(clock.now());
    notification->type = "system_announcement";
    notification->title = "Hello";
    notification->body = "all";
    notification->created_at = clock.now();
    PublishCommand command{notification, {}, std::nullopt};
    EXPECT_TRUE(run_task(stores.announcements.announce(std::move(command))));
    return "/announcements/" + notification->id.str();
  }
  Response edit(const std::string& path, std::string body, const std::string& key = "key-publish") {
    return call(Method::patch, path, {.bearer = key, .body = std::move(body)});
  }
  Response recall(const std::string& path) { return call(Method::delete_, path, {.bearer = "key-publish"}); }

  const NotificationsDialect notifications;
  const DashboardDialect dashboard;
  const JobsDialect jobs;
  const GatewayDialect gateway;
  app::Announce announcements{
      stores.announcements, {notifications, dashboard, jobs, gateway}, {.max_message_bytes = 4'096}};
  AnnouncementRoutes routes{auth, announcements, clock};
};

TEST_F(AnnouncementRoutesTest, AnswerAnEditWithWhatItSaysNow) {
  const std::string path = announced();
  const Response response = edit(path, R"({"title":"Moved","body":null})");
  EXPECT_EQ(response.status, 200);
  const auto body = json_of(response);
  EXPECT_EQ(body.at("title"), "Moved");
  EXPECT_FALSE(body.contains("body"));
  EXPECT_EQ(body.at("announcement"), 2);
  EXPECT_EQ("/announcements/" + std::string(body.at("id").as_string()), path);
}

TEST_F(AnnouncementRoutesTest, RecallOnceAndThenKnowItNoMore) {
  const std::string path = announced();
  EXPECT_EQ(recall(path).status, 204);
  EXPECT_EQ(code_of(recall(path)), "NOTIFICATION_NOT_FOUND");
  EXPECT_EQ(code_of(edit(path, R"({"title":"x"})")), "NOTIFICATION_NOT_FOUND");
}

TEST_F(AnnouncementRoutesTest, KnowAnnouncementsOnly) {
  const std::string personal = "/announcements/" + publish("ada").str();
  EXPECT_EQ(edit(personal, R"({"title":"x"})").status, 404);
  EXPECT_EQ(recall(personal).status, 404);
  EXPECT_EQ(recall("/announcements/seven").status, 404);
}

TEST_F(AnnouncementRoutesTest, HoldAnEditToTheRulesOfAPublish) {
  const Response response = edit(announced(), R"({"actionUrl":"javascript:x"})");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(pointer_of(response), "/actionUrl");
}

TEST_F(AnnouncementRoutesTest, RefuseAnEditThatFitsIntoNoMessage) {
  const std::string large = R"({"data":{"text":")" + std::string(5'000, 'x') + R"("}})";
  EXPECT_EQ(code_of(edit(announced(), large)), "PAYLOAD_TOO_LARGE");
}

TEST_F(AnnouncementRoutesTest, AreForServicesThatPublish) {
  const std::string path = announced();
  EXPECT_EQ(code_of(edit(path, R"({"title":"x"})", "key-admin")), "FORBIDDEN");
  EXPECT_EQ(code_of(edit(path, R"({"title":"x"})", "jwt.ada")), "FORBIDDEN");
  EXPECT_EQ(edit(path, R"({"title":"x"})", "jwt.root").status, 200);
}

}  // namespace
}  // namespace belfry::http::test
