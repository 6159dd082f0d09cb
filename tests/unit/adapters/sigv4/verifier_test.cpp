#include "adapters/sigv4/verifier.hpp"

#include "adapters/sigv4/authorization.hpp"
#include "adapters/sigv4/hex.hpp"

#include <gtest/gtest.h>

// The two vectors are requests of unmodified SDKs for the access key of AWS's own examples: @aws-sdk 3.1169.0 and boto3
// 1.43.11, recorded on loopback.

namespace belfry::sigv4 {
namespace {

constexpr std::string_view kBody = "{\"hello\":\"w\xC3\xB6rld\"}";

Verifier verifier() { return Verifier({{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}}); }

SignedRequest javascript() {
  SignedRequest request{.method = "POST",
                        .raw_path = "/prod/@connections/Lk3eXfVFoAMCKhw%3D",
                        .raw_query = {},
                        .headers = {},
                        .body = kBody};
  request.headers = {
      {"content-type", "application/octet-stream"},
      {"content-length", "18"},
      {"x-amz-user-agent", "aws-sdk-js/3.1168.0"},
      {"host", "127.0.0.1:8099"},
      {"amz-sdk-invocation-id", "ad6c8dc7-3620-4a2b-8ca9-4d7cfc264f79"},
      {"amz-sdk-request", "attempt=1; max=1"},
      {"x-amz-date", "20261120T235902Z"},
      {"x-amz-content-sha256", "15fe936d5a5c4a564c8dc9002280009263c0cc0bd0f28e16652529a9f83b2d23"},
      {"authorization",
       "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/us-east-1/execute-api/aws4_request, "
       "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;"
       "x-amz-date;x-amz-user-agent, Signature=073a3592ad740a86c656da7f2a4a5697129257aa6d3064e497dc48e1ae2c039f"}};
  return request;
}

SignedRequest boto3() {
  SignedRequest request = javascript();
  request.headers = {{"host", "127.0.0.1:8099"},
                     {"x-amz-date", "20261121T000002Z"},
                     {"authorization",
                      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/execute-api/aws4_request, "
                      "SignedHeaders=host;x-amz-date, "
                      "Signature=fd638bb2480edd766ad0aaf98c1e45d08a4f47367d9edd2824235bbeebb733e2"}};
  return request;
}

std::string& header(SignedRequest& request, std::string_view name) {
  for (auto& [known, value] : request.headers) {
    if (known == name) {
      return value;
    }
  }
  throw std::logic_error("no such header");
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  text.replace(text.find(what), what.size(), with);
}

const Instant kJavascriptNow = *parse_basic_time("20261120T235902Z");
const Instant kBotoNow = *parse_basic_time("20261121T000002Z");

std::optional<std::string> canonical(const SignedRequest& request, std::string_view signed_headers) {
  return canonical_request(request, signed_headers, hex(auth::sha256(request.body)));
}

TEST(CanonicalRequest, HashesAsTheSdksDo) {
  const auto hash_of = [](const SignedRequest& request) {
    const auto authorization = parse_authorization(*request.header("authorization"));
    return hex(auth::sha256(*canonical(request, authorization->signed_headers)));
  };
  EXPECT_EQ(hash_of(javascript()), "75b4260b0a3e5ab7261e7f64c547dc934a63905b43528a7d36a07e119a67d67e");
  EXPECT_EQ(hash_of(boto3()), "1e68c040fc3f506e5a8499ffdee7a07eaae1508a41174d623bb190a6ad3d26b5");
}

TEST(CanonicalRequest, SortsAndEncodesTheQuery) {
  SignedRequest request = boto3();
  request.raw_query = "b=%2f&a=x y&a&b=1";
  const auto text = canonical(request, "host");
  EXPECT_NE(text->find("\na=&a=x%20y&b=%2F&b=1\n"), std::string::npos) << *text;
}

TEST(CanonicalRequest, CollapsesSlashesAndSpaces) {
  SignedRequest request = boto3();
  request.raw_path = "/prod//@connections/./x/../abc%3D";
  request.headers = {{"host", "a   b"}};
  EXPECT_TRUE(canonical(request, "host")->starts_with("POST\n/prod/%40connections/abc%253D\n\nhost:a b\n"));
}

TEST(CanonicalRequest, NeedsEveryHeaderThatIsSaidToBeSigned) { EXPECT_FALSE(canonical(boto3(), "host;x-not-there")); }

TEST(SigV4Verifier, AcceptsTheRequestsOfUnmodifiedSdks) {
  EXPECT_EQ(verifier().verify(javascript(), kJavascriptNow).access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(verifier().verify(boto3(), kBotoNow).access_key_id, "AKIDEXAMPLE");
}

TEST(SigV4Verifier, RefusesWhatIsNotSigned) {
  SignedRequest request = boto3();
  std::erase_if(request.headers, [](const auto& field) { return field.first == "authorization"; });
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::missing_token);
}

TEST(SigV4Verifier, RefusesAKeyOfNobodys) {
  SignedRequest request = boto3();
  replace(header(request, "authorization"), "AKIDEXAMPLE", "AKIDUNKNOWN");
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::unknown_key);
}

TEST(SigV4Verifier, RefusesAnythingThatWasChangedOnTheWay) {
  const auto refusal_after = [](auto change) {
    SignedRequest request = javascript();
    change(request);
    return verifier().verify(request, kJavascriptNow).refusal;
  };
  const auto expected = std::optional(Refusal::wrong_signature);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { r.method = "DELETE"; }), expected);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { r.raw_path = "/prod/@connections/other%3D"; }), expected);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { r.raw_query = "a=b"; }), expected);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { r.body = "{}"; }), expected);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { header(r, "host") = "other"; }), expected);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { header(r, "x-amz-content-sha256") = "UNSIGNED-PAYLOAD"; }), expected);
  EXPECT_EQ(refusal_after([](SignedRequest& r) { replace(header(r, "authorization"), "=073a", "=173a"); }), expected);
}

TEST(SigV4Verifier, HashesTheBodyItselfWhenNoHashIsSent) {
  SignedRequest request = boto3();
  request.body = "{}";
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::wrong_signature);
}

TEST(SigV4Verifier, AllowsFiveMinutesOfSkewAndNoMore) {
  using namespace std::chrono_literals;
  EXPECT_FALSE(verifier().verify(boto3(), kBotoNow + 5min).refusal);
  EXPECT_FALSE(verifier().verify(boto3(), kBotoNow - 5min).refusal);
  EXPECT_EQ(verifier().verify(boto3(), kBotoNow + 5min + 1ms).refusal, Refusal::out_of_date);
  EXPECT_EQ(verifier().verify(boto3(), kBotoNow - 5min - 1ms).refusal, Refusal::out_of_date);
}

TEST(SigV4Verifier, DemandsThatTheScopeIsOfTheSameDay) {
  SignedRequest request = boto3();
  replace(header(request, "authorization"), "20261121", "20261120");
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::wrong_signature);
}

TEST(SigV4Verifier, DemandsThatHostDateAndSecurityTokenAreSigned) {
  for (const auto* signed_headers : {"x-amz-date", "host"}) {
    SignedRequest request = boto3();
    replace(header(request, "authorization"), "host;x-amz-date", signed_headers);
    EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::incomplete_signature) << signed_headers;
  }
  SignedRequest request = boto3();
  request.headers.emplace_back("x-amz-security-token", "token");
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::incomplete_signature);
}

TEST(SigV4Verifier, RefusesAnotherServiceAndAnotherScheme) {
  SignedRequest request = boto3();
  replace(header(request, "authorization"), "execute-api", "s3");
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::incomplete_signature);
  header(request, "authorization") = "Bearer x";
  EXPECT_EQ(verifier().verify(request, kBotoNow).refusal, Refusal::incomplete_signature);
}

TEST(SigV4Verifier, JudgesEveryRequestAnewWhenTheKeyIsDerivedAlready) {
  const Verifier one = verifier();
  SignedRequest changed = boto3();
  changed.body = "{}";
  EXPECT_FALSE(one.verify(boto3(), kBotoNow).refusal);
  EXPECT_EQ(one.verify(changed, kBotoNow).refusal, Refusal::wrong_signature);
  EXPECT_FALSE(one.verify(boto3(), kBotoNow).refusal);
}

TEST(SigningKey, IsTheOneThatTheSdksDerive) {
  constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  EXPECT_EQ(hex(signing_key(kSecret, "20261120", "us-east-1", "execute-api")),
            "1b253202aa5a6c2e95132ffd71e966be83558e3bdc6b43a2d70f89afb8707e28");
}

TEST(SigningKeys, StayBounded) {
  SigningKeys keys;
  for (std::size_t i = 0; i <= SigningKeys::kCapacity; ++i) {
    keys.keep(std::to_string(i), {});
  }
  EXPECT_FALSE(keys.find("0"));
  EXPECT_TRUE(keys.find(std::to_string(SigningKeys::kCapacity)));
}

TEST(Authorization, IsReadInOneShapeOnly) {
  EXPECT_TRUE(parse_authorization("AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=h,Signature=s"));
  for (const auto* text :
       {"", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 Credential=a/b/c/d,SignedHeaders=h,Signature=s",
        "AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f,SignedHeaders=h,Signature=s",
        "AWS4-HMAC-SHA256 Credential=a//c/d/e,SignedHeaders=h,Signature=s",
        "AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=h", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e,Signature=s",
        "AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=h,Signature=s,Other=x"}) {
    EXPECT_FALSE(parse_authorization(text)) << text;
  }
}

TEST(BasicTime, IsReadToTheSecond) {
  EXPECT_EQ(parse_basic_time("20261120T235902Z"), from_millis(1'795'219'142'000));
  for (const auto* text : {"", "20261120T235902", "2026-11-20T23:59", "20261320T235902Z", "20260230T000000Z",
                           "20261120T245902Z", "2026112 T235902Z"}) {
    EXPECT_FALSE(parse_basic_time(text)) << text;
  }
}

}  // namespace
}  // namespace belfry::sigv4
