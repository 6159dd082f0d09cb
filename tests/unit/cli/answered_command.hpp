#pragma once

#include "base/random.hpp"
#include "cli/run.hpp"
#include "unit/cli/raw_server.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace belfry::cli::test {

/// Commands against a server that answers each call with the next of some bodies.
class AnsweredCommand : public testing::Test {
 protected:
  struct Ran {
    int code = 0;
    std::string out;
    std::string error;
  };

  ~AnsweredCommand() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  Ran run_with(std::vector<std::string> arguments, const std::vector<std::string>& answers) {
    std::vector<RawServer::Script> scripts;
    for (const std::string& body : answers) {
      scripts.push_back([this, body](RawConnection& connection) {
        heads_.push_back(connection.read_until("\r\n\r\n"));
        const std::size_t size = length_in(heads_.back());
        if (size > 0) {
          bodies_.push_back(connection.read_exactly(size));
        }
        connection.send("HTTP/1.1 " + status_ +
                        "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
      });
    }
    RawServer server(std::move(scripts));
    arguments.insert(arguments.end(), {"--url", server.url()});
    Ran ran = run_alone(std::move(arguments));
    server.join();
    return ran;
  }

  /// Without a server.
  static Ran run_alone(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "belfry");
    std::vector<const char*> pointers;
    for (const std::string& argument : arguments) {
      pointers.push_back(argument.c_str());
    }
    const auto serve = [](const config::Config&) {
      return 0;
    };
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Ran ran;
    ran.code = run(static_cast<int>(pointers.size()), pointers.data(),
                   Commands{.version = "9.9", .serve = serve, .migrate = {}});
    std::fflush(stdout);
    ran.out = testing::internal::GetCapturedStdout();
    ran.error = testing::internal::GetCapturedStderr();
    return ran;
  }

  /// A folder as `serve --dev` leaves it, with secrets to sign with.
  const std::string& dev_folder() {
    if (folder_.empty()) {
      folder_ = (std::filesystem::temp_directory_path() / ("belfry-cli-" + random_text(12))).string();
      EXPECT_EQ(run_alone({"serve", "--dev", "--data-dir", folder_}).code, 0);
    }
    return folder_;
  }

  std::string status_ = "200 OK";  ///< of every answer
  std::vector<std::string> heads_;
  std::vector<std::string> bodies_;

 private:
  static std::size_t length_in(const std::string& head) {
    constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t at = head.find(kLength);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + kLength.size()));
  }

  std::string folder_;
};

}  // namespace belfry::cli::test
