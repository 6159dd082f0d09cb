#include "cli/publish_request.hpp"

#include <gtest/gtest.h>

namespace belfry::cli::test {
namespace {

PublishRequest draft() {
  PublishRequest request;
  request.type = "new_like";
  request.title = "Hello";
  return request;
}

std::string body_of(const PublishRequest& request) {
  const auto body = publish_body(request, Instant(std::chrono::milliseconds(1'000)));
  return body ? *body : "refused: " + body.error();
}

}  // namespace

TEST(PublishRequest, NamesOneUserOrSeveral) {
  PublishRequest request = draft();
  request.users = {"ada"};
  EXPECT_EQ(body_of(request), R"({"userId":"ada","type":"new_like","title":"Hello"})");
  request.users = {"ada", "bob"};
  EXPECT_EQ(body_of(request), R"({"userIds":["ada","bob"],"type":"new_like","title":"Hello"})");
}

TEST(PublishRequest, GoesToTheSubscribersOfAChannelThatStandsAlone) {
  PublishRequest request = draft();
  request.channel = "team:7";
  EXPECT_EQ(body_of(request), R"({"type":"new_like","title":"Hello","channel":"team:7"})");
}

TEST(PublishRequest, KeepsTheChannelAsAnAttributeBesideUsers) {
  PublishRequest request = draft();
  request.users = {"ada"};
  request.channel = "team:7";
  EXPECT_EQ(body_of(request), R"({"userId":"ada","type":"new_like","title":"Hello","channel":"team:7"})");
}

TEST(PublishRequest, GoesToEverybody) {
  PublishRequest request = draft();
  request.everybody = true;
  EXPECT_EQ(body_of(request), R"({"audience":"all","type":"new_like","title":"Hello"})");
}

TEST(PublishRequest, CarriesItsKeys) {
  PublishRequest request = draft();
  request.users = {"ada"};
  request.dedupe_key = "order-7";
  request.collapse_key = "orders";
  EXPECT_EQ(body_of(request), R"({"userId":"ada","type":"new_like","title":"Hello","dedupeKey":"order-7",)"
                              R"("collapseKey":"orders"})");
}

TEST(PublishRequest, RefusesToBeForNobody) {
  EXPECT_EQ(body_of(draft()), "refused: say whom it is for: --user, --channel or --all");
}

TEST(PublishRequest, RefusesEverybodyBesideSomebody) {
  PublishRequest request = draft();
  request.everybody = true;
  request.users = {"ada"};
  EXPECT_EQ(body_of(request), "refused: --all is everybody: it takes neither --user nor --channel");
  request.users.clear();
  request.channel = "team:7";
  EXPECT_EQ(body_of(request), "refused: --all is everybody: it takes neither --user nor --channel");
}

}  // namespace belfry::cli::test
