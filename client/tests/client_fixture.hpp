#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "belfry/client.hpp"
#include "fake_server.hpp"

namespace belfry::client::test {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

/// A client of a fake server, with short waits, and what it logged.
class ClientTest : public testing::Test {
 protected:
  ClientOptions options() {
    ClientOptions options{.url = server.url(), .service_key = "the-key"};
    options.log = [this](const LogEntry& entry) {
      const std::lock_guard lock(mutex_);
      log_.push_back(entry);
    };
    options.first_backoff = milliseconds(2);
    options.longest_backoff = milliseconds(10);
    options.progress_interval = milliseconds(0);
    return options;
  }

  static NewJob two_stages() {
    return {.user_id = "ada", .kind = "import", .title = "parts.csv", .stages = {{"parse", 1}, {"store", 3}}};
  }

  std::vector<LogEntry> log() const {
    const std::lock_guard lock(mutex_);
    return log_;
  }

  std::vector<std::string> messages() const {
    std::vector<std::string> messages;
    for (const LogEntry& entry : log()) {
      messages.push_back(entry.message);
    }
    return messages;
  }

  /// Whether something that no call waits for becomes true, within 10 s.
  static bool soon(const std::function<bool()>& is_true) {
    const auto end = std::chrono::steady_clock::now() + seconds(10);
    while (!is_true() && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    return is_true();
  }

  FakeServer server;

 private:
  mutable std::mutex mutex_;
  std::vector<LogEntry> log_;
};

}  // namespace belfry::client::test
