#pragma once

#include "base/thread_annotations.hpp"

#include <atomic>
#include <string>
#include <thread>

namespace belfry::auth {

/// A real HTTP server on a loopback port, one request at a time, that publishes a key set.
class FakeIssuer {
 public:
  FakeIssuer();
  ~FakeIssuer();
  FakeIssuer(const FakeIssuer&) = delete;
  FakeIssuer& operator=(const FakeIssuer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/jwks.json"; }
  int requests() const { return requests_.load(); }

  void publish(std::string body) { answer("200 OK", "", std::move(body)); }
  /// `headers` with their line ends.
  void answer(const std::string& status, const std::string& headers, const std::string& body);
  /// Requests wait for their answer until `release`.
  void hold();
  void release();

 private:
  void serve();
  void serve_one(int client);

  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> requests_{0};
  Mutex mutex_;
  ConditionVariable released_;
  std::string answer_ BELFRY_GUARDED_BY(mutex_);
  bool held_ BELFRY_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace belfry::auth
