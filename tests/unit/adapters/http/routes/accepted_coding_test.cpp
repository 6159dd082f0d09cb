#include "adapters/http/routes/accepted_coding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::http::test {
namespace {

bool accepted(const std::string& field) {
  Request request;
  request.headers.add("Accept-Encoding", field);
  return accepts_gzip(request);
}

TEST(AcceptsGzip, WhereItIsNamed) {
  for (const char* field :
       {"gzip", "br, gzip", "deflate,GZIP;q=0.1", "gzip;q=1.0, identity", "x-gzip", "gzip ; q=0.001"}) {
    EXPECT_TRUE(accepted(field)) << field;
  }
}

TEST(AcceptsGzip, WhereAnyCodingIsTaken) {
  EXPECT_TRUE(accepted("*"));
  EXPECT_TRUE(accepted("br, *;q=0.5"));
}

TEST(AcceptsGzip, NotWhereItsWeightIsZero) {
  for (const char* field : {"gzip;q=0", "gzip;q=0.000, *", "*, gzip; Q=0.0", "*;q=0"}) {
    EXPECT_FALSE(accepted(field)) << field;
  }
}

TEST(AcceptsGzip, NotWhereNothingNamesIt) {
  for (const char* field : {"", "br", "identity", "gzipped", "deflate, br;q=1"}) {
    EXPECT_FALSE(accepted(field)) << field;
  }
  EXPECT_FALSE(accepts_gzip(Request()));
}

}  // namespace
}  // namespace belfry::http::test
