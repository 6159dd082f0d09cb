#include "adapters/http/routes/aws_error.hpp"

#include <gtest/gtest.h>

namespace belfry::http {
namespace {

TEST(AwsError, NamesTheExceptionInAHeaderAndSaysWhyInTheBody) {
  const Response response = aws_error(Error(ErrorCode::gone));
  EXPECT_EQ(response.status, 410);
  EXPECT_EQ(response.headers.get("x-amzn-ErrorType"), "GoneException");
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(response.body, R"({"message":"Gone"})");
}

TEST(AwsError, TellsAFullQueueFromAConnectionThatIsGone) {
  const Response response = aws_error(Error(ErrorCode::overloaded));
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.headers.get("x-amzn-ErrorType"), "LimitExceededException");
}

TEST(AwsError, EscapesWhatTheCallerSent) {
  EXPECT_EQ(aws_error(400, "BadRequestException", "a\"b").body, R"({"message":"a\"b"})");
}

TEST(AwsError, RefusesSignaturesWith403) {
  for (const auto refusal :
       {sigv4::Refusal::missing_token, sigv4::Refusal::incomplete_signature, sigv4::Refusal::unknown_key,
        sigv4::Refusal::out_of_date, sigv4::Refusal::wrong_signature}) {
    const Response response = aws_error(refusal);
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.headers.get("x-amzn-ErrorType"), name_of(refusal));
  }
}

TEST(AwsError, KeepsTheStatusOfAFault) {
  for (int i = 0; i < kFaultCount; ++i) {
    EXPECT_EQ(aws_error(static_cast<Fault>(i)).status, status_of(static_cast<Fault>(i)));
  }
  EXPECT_EQ(aws_error(Fault::payload_too_large).headers.get("x-amzn-ErrorType"), "PayloadTooLargeException");
}

}  // namespace
}  // namespace belfry::http
