#include "adapters/http/routes/import_routes.hpp"

#include "unit/adapters/http/routes/route_fixture.hpp"

#include <optional>
#include <vector>

namespace belfry::http::test {
namespace {

/// Takes what it is given, and answers as it is told.
class PlainImporter final : public Importer {
 public:
  std::optional<std::string> obstacle() const override { return missing; }
  Task<Result<void>> start(ImportOrder order) override {
    if (refusal) {
      co_return fail(*refusal);
    }
    orders.push_back(std::move(order));
    co_return Result<void>();
  }

  std::optional<std::string> missing;
  std::optional<ErrorCode> refusal;
  std::vector<ImportOrder> orders;
};

class ImportRoutesTest : public RouteTest {
 protected:
  ImportRoutesTest() { routes.add_to(router); }

  Response post(const std::string& query = {}, std::string type = "text/csv", std::string body = "a,b\n") {
    return call(Method::post, "/dev/import" + query,
                {.bearer = "jwt.ada", .body = std::move(body), .headers = {{"Content-Type", std::move(type)}}});
  }

  PlainImporter importer;
  ImportRoutes routes{auth, importer};
};

TEST_F(ImportRoutesTest, AFileIsImportedForItsUser) {
  const Response response = post("?fileName=my%20parts.csv");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(json_of(response), (boost::json::object{{"fileName", "my parts.csv"}, {"bytes", 4}}));
  ASSERT_EQ(importer.orders.size(), 1U);
  EXPECT_EQ(importer.orders[0].user, UserId("ada"));
  EXPECT_EQ(importer.orders[0].file_name, "my parts.csv");
  EXPECT_EQ(importer.orders[0].content, "a,b\n");
}

TEST_F(ImportRoutesTest, AFileWithoutANameGetsOne) { EXPECT_EQ(json_of(post()).at("fileName"), "parts.csv"); }

TEST_F(ImportRoutesTest, NoNameLeadsOutOfTheFolder) {
  for (const char* name : {"", "..", ".", "a%2Fb.csv", "%2E%2E%2Fdev.toml", "a%0Ab", "%FF.csv", "a%7F"}) {
    const Response response = post(std::string("?fileName=") + name);
    EXPECT_EQ(code_of(response), "VALIDATION_FAILED") << name;
    EXPECT_EQ(pointer_of(response), "/fileName");
  }
  EXPECT_EQ(post("?fileName=" + std::string(201, 'x')).status, 422);
  EXPECT_TRUE(importer.orders.empty());
}

TEST_F(ImportRoutesTest, OnlyCsvIsTaken) {
  EXPECT_EQ(post("", "Text/CSV; charset=utf-8").status, 202);
  for (const char* type : {"", "application/json", "text/csvx", "text/plain"}) {
    EXPECT_EQ(post("", type).status, 415) << type;
  }
}

TEST_F(ImportRoutesTest, AnEmptyFileIsRefused) { EXPECT_EQ(post("", "text/csv", "").status, 422); }

TEST_F(ImportRoutesTest, AServerWithoutTheImporterSaysSo) {
  importer.missing = "The importer is not here";
  const Response response = post();
  EXPECT_EQ(response.status, 501);
  EXPECT_EQ(json_of(response).at("detail"), "The importer is not here");
}

TEST_F(ImportRoutesTest, AsManyRunAsMay) {
  importer.refusal = ErrorCode::overloaded;
  const Response response = post();
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(code_of(response), "OVERLOADED");
}

TEST_F(ImportRoutesTest, NobodyImportsWithoutSigningIn) {
  const Response response =
      call(Method::post, "/dev/import", {.bearer = "", .body = "a,b\n", .headers = {{"Content-Type", "text/csv"}}});
  EXPECT_EQ(response.status, 401);
  EXPECT_TRUE(importer.orders.empty());
}

}  // namespace
}  // namespace belfry::http::test
