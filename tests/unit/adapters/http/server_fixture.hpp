#pragma once

#include "adapters/http/origin_policy.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/server.hpp"
#include "ports/clock.hpp"
#include "runtime/shard.hpp"
#include "unit/adapters/http/raw_client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace belfry::http::test {

/// Stands still until a test moves it; the server's shards read it.
class SharedClock final : public Clock {
 public:
  Instant now() const override { return from_millis(1'768'000'000'000 + offset_.load()); }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point(std::chrono::hours(1) + std::chrono::milliseconds(offset_.load()));
  }
  void advance(std::chrono::milliseconds by) { offset_ += by.count(); }

 private:
  std::atomic<std::int64_t> offset_{0};
};

inline Task<Response> hello(Request) { co_return Response::text(200, "hello"); }
inline Task<Response> echo(Request request) { co_return Response::text(200, request.body); }
inline Task<Response> throwing(Request) {
  throw std::runtime_error("a secret of the log");
  co_return Response();
}
inline Task<Response> describe(Request request) {
  std::string text = request.parameter("id") + "|" + std::string(request.query("q").value_or("-")) + "|" +
                     std::to_string(request.query_all("q").size()) + "|" + app::text_of(request.source) + "|" +
                     request.correlation_id;
  co_return Response::text(200, text);
}

/// A server with some routes on one shard, on a port of its own.
class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    settings.sweep_interval = std::chrono::milliseconds(5);
    router.add(Method::get, "/hello", Body::none, hello);
    router.add(Method::post, "/echo", Body::any, echo);
    router.add(Method::post, "/json", Body::json, echo);
    router.add(Method::post, "/json-optional", Body::json_optional, echo);
    router.add(Method::post, "/large", Body::any, echo, 4 * 1024 * 1024);
    router.add(Method::get, "/throws", Body::none, throwing);
    router.add(Method::get, "/items/{id}", Body::none, describe);
    router.add(Method::delete_, "/items/{id}", Body::none, hello);
  }
  ~ServerTest() override {
    server.reset();
    shards.stop();
  }

  void start() {
    server = std::make_unique<Server>(shards, settings, std::move(router), origins, clock);
    server->start();
    shards.start();
  }
  RawClient client() { return RawClient(server->port()); }

  /// Letters run in order: what was posted to the shard before has been done.
  void settle() {
    shards.run_on(0, [] {});
  }

  SharedClock clock;
  OriginPolicy origins{{.allow = {"https://app.example"}, .public_url = "http://belfry.example"}};
  Settings settings;
  Router router;
  runtime::ShardSet shards{1};
  std::unique_ptr<Server> server;
};

}  // namespace belfry::http::test
