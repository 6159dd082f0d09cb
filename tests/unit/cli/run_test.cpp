#include "cli/run.hpp"

#include "base/random.hpp"
#include "unit/cli/raw_server.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace belfry::cli::test {
namespace {

struct Ran {
  int code = 0;
  std::string out;
  std::string error;
};

class CommandLine : public testing::Test {
 protected:
  CommandLine() : data_dir_((std::filesystem::temp_directory_path() / ("belfry-cli-" + random_text(12))).string()) {}
  ~CommandLine() override {
    std::error_code ignored;
    std::filesystem::remove_all(data_dir_, ignored);
  }

  Ran run_with(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "belfry");
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Ran ran;
    ran.code = run(static_cast<int>(arguments.size()), arguments.data(), commands_);
    std::fflush(stdout);
    ran.out = testing::internal::GetCapturedStdout();
    ran.error = testing::internal::GetCapturedStderr();
    return ran;
  }

  /// As `serve --dev` leaves the folder.
  void make_dev_folder() { ASSERT_EQ(run_with({"serve", "--dev", "--data-dir", data_dir_.c_str()}).code, 0); }

  std::string data_dir_;
  std::vector<config::Config> served_;
  Commands commands_{.version = "9.9",
                     .serve =
                         [this](const config::Config& config) {
                           served_.push_back(config);
                           return 0;
                         },
                     .migrate =
                         [](const config::Config&) {
                           return 7;
                         }};
};

}  // namespace

TEST_F(CommandLine, PrintsItsVersion) { EXPECT_EQ(run_with({"--version"}).out, "belfry 9.9\n"); }

TEST_F(CommandLine, EndsWithTwoOnWrongUsage) {
  for (const std::vector<const char*>& arguments : std::vector<std::vector<const char*>>{
           {},
           {"fly"},
           {"serve", "--nonsense"},
           {"publish", "--user", "ada", "--type", "x"},
           {"publish", "--type", "x", "--title", "y"},
           {"publish", "--all", "--user", "a", "--type", "x", "--title", "y"},
           {"outbox"},
           {"explain"},
           {"explain", "n1", "--limit", "0"},
           {"publish", "--user", "a", "--type", "x", "--title", "y", "--data", "[1]"},
           {"publish", "--user", "a", "--type", "x", "--title", "y", "--expires-in", "soon"},
           {"token"},
           {"token", "jwt"},
           {"token", "jwt", "--user", "a", "--ttl", "x"},
           {"listen", "--user", "a", "--dialect", "morse"},
           {"listen", "--user", "a", "--since", "yesterday"},
           {"listen", "--user", "a", "--dialect", "jobs", "--since", "1a2b3c4d.17.0"},
           {"listen", "--user", "a", "--dialect", "dashboard", "--ack"},
           {"listen", "--user", "a", "--job", "job_1"},
           {"listen", "--user", "a", "--count", "-1"},
           {"listen", "--user", "a", "--dialect", "jobs", "--job", ""},
           {"jobs"},
           {"jobs", "start", "--user", "ada", "--kind", "import"},
           {"jobs", "start", "--user", "ada", "--kind", "import", "--title", "x", "--stage", "store:heavy"},
           {"jobs", "start", "--user", "ada", "--kind", "import", "--title", "x", "--total-rows", "-1"},
           {"jobs", "progress", "job_1"},
           {"jobs", "progress", "job_1", "--progress", "101"},
           {"jobs", "progress", "job_1", "--progress", "nan"},
           {"jobs", "stage", "job_1"},
           {"jobs", "complete", "job_1", "--results", "[1]"},
           {"jobs", "fail", "job_1", "--code", "BAD"},
           {"jobs", "list"},
           {"jobs", "list", "--user", "a", "--limit", "0"},
           {"jobs", "show", "job_1"},
           {"jobs", "cancel", "--user", "a"},
           {"config"}}) {
    const Ran ran = run_with(arguments);
    EXPECT_EQ(ran.code, 2) << (arguments.empty() ? "" : arguments[0]) << ran.error;
    EXPECT_EQ(ran.error.find("belfry: "), 0U) << ran.error;
  }
}

TEST_F(CommandLine, ShowsAnExampleInEveryHelp) {
  for (const std::vector<const char*>& command :
       std::vector<std::vector<const char*>>{{"serve"},           {"publish"},
                                             {"outbox"},          {"explain"},
                                             {"listen"},          {"jobs"},
                                             {"jobs", "start"},   {"jobs", "progress"},
                                             {"jobs", "stage"},   {"jobs", "complete"},
                                             {"jobs", "fail"},    {"jobs", "list"},
                                             {"jobs", "show"},    {"jobs", "cancel"},
                                             {"migrate"},         {"token"},
                                             {"token", "jwt"},    {"token", "connection"},
                                             {"config", "check"}, {"config", "print"}}) {
    std::vector<const char*> arguments = command;
    arguments.push_back("--help");
    const Ran ran = run_with(arguments);
    EXPECT_EQ(ran.code, 0);
    EXPECT_NE(ran.out.find("Example:\n  belfry " + std::string(command[0])), std::string::npos) << ran.out;
  }
}

TEST_F(CommandLine, ServesWithItsFlags) {
  EXPECT_EQ(run_with({"serve", "--listen", "127.0.0.1:0", "--data-dir", data_dir_.c_str()}).code, 0);
  ASSERT_EQ(served_.size(), 1U);
  EXPECT_EQ(served_[0].server.listen, "127.0.0.1:0");
  EXPECT_EQ(served_[0].server.data_dir, data_dir_);
  EXPECT_FALSE(served_[0].dev.enabled);
}

TEST_F(CommandLine, DoesNotServeWithAWrongConfiguration) {
  const Ran ran = run_with({"serve", "--listen", "nowhere"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(served_.empty());
  EXPECT_EQ(ran.error.find("belfry: --listen: server.listen must be an address"), 0U) << ran.error;
}

TEST_F(CommandLine, GivesTheCodeOfMigrateBack) {
  EXPECT_EQ(run_with({"migrate", "--data-dir", data_dir_.c_str()}).code, 7);
}

TEST_F(CommandLine, SignsTokensWithTheSecretsOfDevelopment) {
  make_dev_folder();
  for (const char* kind : {"jwt", "connection"}) {
    const Ran ran = run_with({"token", kind, "--user", "ada", "--data-dir", data_dir_.c_str()});
    EXPECT_EQ(ran.code, 0) << ran.error;
    EXPECT_GT(ran.out.size(), 80U);
  }
}

TEST_F(CommandLine, SaysWhereSecretsCouldComeFromWhenThereAreNone) {
  const Ran ran = run_with({"token", "connection", "--user", "ada", "--data-dir", data_dir_.c_str()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.error.find("run it in the folder of `belfry serve --dev`"), std::string::npos);
}

TEST_F(CommandLine, PublishesWithTheKeyOfDevelopment) {
  make_dev_folder();
  std::string head;
  std::string body;
  RawServer server({[&](RawConnection& connection) {
    head = connection.read_until("\r\n\r\n");
    body = connection.read_until("}");
    connection.send(
        "HTTP/1.1 202 Accepted\r\nContent-Length: 42\r\nConnection: close\r\n\r\n"
        R"({"id":"n1","accepted":1,"suppressed":[ ]} )");
  }});
  const Ran ran = run_with({"publish", "--user", "ada", "--type", "new_like", "--title", "Hello", "--idempotency-key",
                            "k1", "--url", server.url().c_str(), "--data-dir", data_dir_.c_str()});
  server.join();
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_EQ(ran.out, "published n1 to 1 user\n");
  EXPECT_EQ(head.find("POST /notifications HTTP/1.1\r\n"), 0U);
  EXPECT_NE(head.find("Authorization: Bearer dev_"), std::string::npos);
  EXPECT_NE(head.find("Idempotency-Key: k1\r\n"), std::string::npos);
  EXPECT_EQ(body, R"({"userId":"ada","type":"new_like","title":"Hello"})");
}

TEST_F(CommandLine, TellsTheFieldsOfARefusalInOneLine) {
  make_dev_folder();
  RawServer server({[&](RawConnection& connection) {
    connection.read_until("}");
    const std::string problem = R"({"title":"Invalid","detail":"Validation failed","code":"VALIDATION_FAILED",)"
                                R"("errors":[{"pointer":"/type","code":"unknown","detail":"unknown type"}]})";
    connection.send("HTTP/1.1 422 Unprocessable\r\nConnection: close\r\nContent-Length: " +
                    std::to_string(problem.size()) + "\r\n\r\n" + problem);
  }});
  const Ran ran = run_with({"publish", "--user", "ada", "--type", "x", "--title", "y", "--url", server.url().c_str(),
                            "--data-dir", data_dir_.c_str()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.error, "belfry: the server answered 422 VALIDATION_FAILED: Validation failed; /type: unknown type\n");
}

TEST_F(CommandLine, HintsAtStartingTheServerWhenNoneAnswers) {
  std::string url;
  {
    RawServer server({});
    url = server.url();
  }
  const Ran ran = run_with({"publish", "--user", "ada", "--type", "x", "--title", "y", "--key", "k", "--url",
                            url.c_str(), "--data-dir", data_dir_.c_str()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.error.find("is it running? start it with `belfry serve --dev`"), std::string::npos) << ran.error;
}

TEST_F(CommandLine, ChecksTheConfigurationForScripts) {
  const Ran ran = run_with({"config", "check", "--json", "--data-dir", data_dir_.c_str()});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "{\"ok\":true,\"problems\":[],\"warnings\":[]}\n");
}

}  // namespace belfry::cli::test
