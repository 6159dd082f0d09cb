#include "adapters/auth/curl_jwks_fetcher.hpp"

#include "unit/adapters/auth/fake_issuer.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace belfry::auth {

FakeIssuer::FakeIssuer() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener_, 128), 0);
  EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  publish("{}");
  thread_ = std::thread([this] { serve(); });
}

FakeIssuer::~FakeIssuer() {
  release();
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

void FakeIssuer::answer(const std::string& status, const std::string& headers, const std::string& body) {
  const MutexLock lock(mutex_);
  answer_ = "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" +
            headers + "\r\n" + body;
}

void FakeIssuer::hold() {
  const MutexLock lock(mutex_);
  held_ = true;
}

void FakeIssuer::release() {
  const MutexLock lock(mutex_);
  held_ = false;
  released_.notify_all();
}

void FakeIssuer::serve() {
  for (;;) {
    const int client = accept(listener_, nullptr, nullptr);
    if (client < 0) {
      return;
    }
    serve_one(client);
    close(client);
  }
}

void FakeIssuer::serve_one(int client) {
  std::string request;
  std::array<char, 1024> buffer;
  while (request.find("\r\n\r\n") == std::string::npos) {
    const ssize_t size = recv(client, buffer.data(), buffer.size(), 0);
    if (size <= 0) {
      return;
    }
    request.append(buffer.data(), static_cast<std::size_t>(size));
  }
  ++requests_;
  std::string reply;
  {
    const MutexLock lock(mutex_);
    while (held_) {
      released_.wait(mutex_);
    }
    reply = answer_;
  }
  std::string_view rest = reply;
  while (!rest.empty()) {
    const ssize_t sent = send(client, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return;
    }
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

namespace {

ErrorCode failure_of(CurlJwksFetcher& fetcher, const std::string& url) {
  const auto result = fetcher.fetch(url);
  EXPECT_FALSE(result.has_value()) << url;
  return result ? ErrorCode::internal_error : result.error().code;
}

TEST(CurlJwksFetcher, GetsTheBody) {
  FakeIssuer issuer;
  issuer.publish("the keys");
  EXPECT_EQ(CurlJwksFetcher().fetch(issuer.url()).value_or(""), "the keys");
}

TEST(CurlJwksFetcher, TakesNothingButStatus200) {
  FakeIssuer issuer;
  CurlJwksFetcher fetcher;
  for (const char* status : {"204 No Content", "304 Not Modified", "404 Not Found", "500 Oops", "503 Later"}) {
    issuer.answer(status, "", "");
    EXPECT_EQ(failure_of(fetcher, issuer.url()), ErrorCode::store_unavailable) << status;
  }
}

TEST(CurlJwksFetcher, TakesABodyUpToTheLimitAndNoLonger) {
  FakeIssuer issuer;
  CurlJwksFetcher fetcher;
  issuer.publish(std::string(kMaxJwksBytes, 'x'));
  EXPECT_EQ(fetcher.fetch(issuer.url()).value_or("").size(), kMaxJwksBytes);
  issuer.publish(std::string(kMaxJwksBytes + 1, 'x'));
  EXPECT_EQ(failure_of(fetcher, issuer.url()), ErrorCode::store_unavailable);
}

TEST(CurlJwksFetcher, GivesUpAfterItsTimeout) {
  FakeIssuer issuer;
  issuer.hold();
  CurlJwksFetcher fetcher(std::chrono::milliseconds(50));
  EXPECT_EQ(failure_of(fetcher, issuer.url()), ErrorCode::store_unavailable);
}

TEST(CurlJwksFetcher, OpensNothingButHttp) {
  CurlJwksFetcher fetcher;
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "FILE:///etc/passwd", "127.0.0.1/x", ""}) {
    EXPECT_EQ(failure_of(fetcher, url), ErrorCode::store_unavailable) << url;
  }
}

TEST(CurlJwksFetcher, FollowsNoRedirectToAnotherScheme) {
  FakeIssuer issuer;
  CurlJwksFetcher fetcher;
  for (const char* target : {"file:///etc/passwd", "ftp://127.0.0.1/", "https://127.0.0.1:1/"}) {
    issuer.answer("302 Found", std::string("Location: ") + target + "\r\n", "");
    const auto result = fetcher.fetch(issuer.url());
    ASSERT_FALSE(result.has_value()) << target;
    EXPECT_EQ(result.error().log_detail, "JWKS fetch: Unsupported protocol") << target;
  }
}

TEST(CurlJwksFetcher, FollowsARedirectToTheSameScheme) {
  FakeIssuer issuer;
  FakeIssuer moved;
  moved.publish("the keys");
  issuer.answer("301 Moved Permanently", "Location: " + moved.url() + "\r\n", "");
  EXPECT_EQ(CurlJwksFetcher().fetch(issuer.url()).value_or(""), "the keys");
}

TEST(CurlJwksFetcher, DoesNotGoInCircles) {
  FakeIssuer issuer;
  CurlJwksFetcher fetcher;
  issuer.answer("302 Found", "Location: " + issuer.url() + "\r\n", "");
  EXPECT_EQ(failure_of(fetcher, issuer.url()), ErrorCode::store_unavailable);
  EXPECT_EQ(issuer.requests(), 4);
}

TEST(CurlJwksFetcher, SaysUnavailableWhenNobodyListens) {
  CurlJwksFetcher fetcher;
  std::string url;
  {
    FakeIssuer gone;
    url = gone.url();
  }
  EXPECT_EQ(failure_of(fetcher, url), ErrorCode::store_unavailable);
}

}  // namespace
}  // namespace belfry::auth
