#include "adapters/http/problem.hpp"

#include <gtest/gtest.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace belfry::http {
namespace {

Request sample() {
  Request request;
  request.request_id = "req_1";
  request.target.path = "/notifications";
  request.target.query = {{"token", "secret"}};
  return request;
}

boost::json::object body_of(const Response& response) { return boost::json::parse(response.body).as_object(); }

TEST(Problem, HasAStatusAndAReasonForEveryErrorCode) {
  for (int i = 0; i < kErrorCodeCount; ++i) {
    const int status = status_of(static_cast<ErrorCode>(i));
    EXPECT_GE(status, 400) << i;
    EXPECT_NE(reason_phrase(status), "Unknown") << i;
  }
}

TEST(Problem, HasAStatusAndANameForEveryFault) {
  for (int i = 0; i < kFaultCount; ++i) {
    const auto fault = static_cast<Fault>(i);
    EXPECT_NE(reason_phrase(status_of(fault)), "Unknown") << i;
    EXPECT_FALSE(name_of(fault).empty()) << i;
  }
}

TEST(Problem, CarriesAllMembers) {
  const Response response = problem(Error(ErrorCode::token_expired), sample());
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.headers.get("WWW-Authenticate"), "Bearer");
  const boost::json::object expected = {{"type", "urn:belfry:problem:token-expired"},
                                        {"title", "Unauthorized"},
                                        {"status", 401},
                                        {"detail", "Token expired"},
                                        {"code", "TOKEN_EXPIRED"},
                                        {"instance", "/notifications"},
                                        {"requestId", "req_1"}};
  EXPECT_EQ(body_of(response), expected);
}

TEST(Problem, NeverShowsWhatIsForTheLog) {
  const Response response = problem(Error::logged(ErrorCode::store_unavailable, "disk /dev/sda1 is full"), sample());
  EXPECT_EQ(response.body.find("sda1"), std::string::npos);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

TEST(Problem, ListsFieldErrors) {
  const auto body = body_of(problem(Error::validation("/title", "max_length", "is too long"), sample()));
  const boost::json::value expected = {{{"pointer", "/title"}, {"code", "max_length"}, {"detail", "is too long"}}};
  EXPECT_EQ(body.at("errors"), expected);
  EXPECT_EQ(body.at("status"), 422);
}

TEST(Problem, RoundsTheWaitUpToSeconds) {
  Error error(ErrorCode::rate_limited);
  error.retry_after_ms = 1001;
  EXPECT_EQ(problem(error, sample()).headers.get("Retry-After"), "2");
  error.retry_after_ms = 3;
  EXPECT_EQ(problem(error, sample()).headers.get("Retry-After"), "1");
}

TEST(Problem, AlwaysTellsWhenToComeBackToABusyServer) {
  for (const ErrorCode code : {ErrorCode::server_full, ErrorCode::overloaded, ErrorCode::draining,
                               ErrorCode::store_unavailable, ErrorCode::idempotency_in_progress}) {
    EXPECT_TRUE(problem(Error(code), sample()).headers.has("Retry-After")) << belfry::name_of(code);
  }
  EXPECT_FALSE(problem(Error(ErrorCode::gone), sample()).headers.has("Retry-After"));
}

TEST(Problem, SaysThatNothingRemainsOfARateLimit) {
  Error error(ErrorCode::rate_limited);
  error.retry_after_ms = 2000;
  EXPECT_EQ(problem(error, sample()).headers.get("RateLimit"), R"("default";r=0;t=2)");
  EXPECT_FALSE(problem(Error(ErrorCode::draining), sample()).headers.has("RateLimit"));
}

}  // namespace
}  // namespace belfry::http
