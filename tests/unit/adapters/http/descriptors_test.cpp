#include "adapters/http/reserve_descriptor.hpp"
#include "unit/adapters/http/server_fixture.hpp"

#include <sys/resource.h>

#include <array>
#include <cstdlib>
#include <vector>

namespace belfry::http::test {
namespace {

/// Connects a socket that was made while there still were descriptors.
class EarlySocket {
 public:
  EarlySocket() : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~EarlySocket() { ::close(descriptor_); }
  EarlySocket(const EarlySocket&) = delete;
  EarlySocket& operator=(const EarlySocket&) = delete;

  int descriptor() const { return descriptor_; }

  std::string ask(std::uint16_t port, std::string_view request) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      return "";
    }
    ::send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL);
    std::string all;
    std::array<char, 4096> bytes;
    for (ssize_t count = 1; count > 0;) {
      count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
      all.append(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return all;
  }

 private:
  int descriptor_;
};

/// Runs in a child process, because the limit is the process's own. Exit status 0: as it should be.
[[noreturn]] void refuse_without_descriptors() {
  SharedClock clock;
  const OriginPolicy origins{{}};
  Router router;
  router.add(Method::get, "/hello", Body::none, hello);
  runtime::ShardSet shards(1);
  Server server(shards, Settings{}, std::move(router), origins, clock);
  server.start();
  shards.start();
  const std::string request = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  const bool before = EarlySocket().ask(server.port(), request).starts_with("HTTP/1.1 200 ");
  server.wait_until_drained(std::chrono::seconds(10));  // else its descriptor would come free behind our back
  EarlySocket refused;
  std::string answer;
  {
    std::vector<int> filling;
    for (int descriptor = ::dup(refused.descriptor()); descriptor >= 0; descriptor = ::dup(refused.descriptor())) {
      filling.push_back(descriptor);
    }
    answer = refused.ask(server.port(), request);
    for (const int descriptor : filling) {
      ::close(descriptor);
    }
  }
  const bool told = answer.starts_with("HTTP/1.1 503 ") && answer.find("Retry-After: ") != std::string::npos &&
                    answer.ends_with("\"code\":\"SERVER_FULL\"}");
  bool after = false;
  for (int i = 0; i < 20 && !after; ++i) {  // the one that comes while the reserve is in use may still be refused
    after = EarlySocket().ask(server.port(), request).starts_with("HTTP/1.1 200 ");
  }
  std::_Exit(before && told && after ? 0 : 1);
}

[[noreturn]] void run_with_limits(rlim_t soft, rlim_t hard, void (*program)()) {
  const rlimit limits{soft, hard};
  ::setrlimit(RLIMIT_NOFILE, &limits);
  program();
  std::_Exit(2);
}

TEST(DescriptorsDeathTest, AreHeldBackToRefuseAConnection) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(run_with_limits(64, 64, refuse_without_descriptors), ::testing::ExitedWithCode(0), "");
}

TEST(DescriptorsDeathTest, AreAsManyAsTheHardLimitAllows) {
  EXPECT_EXIT(run_with_limits(64, 128, [] { std::_Exit(raise_descriptor_limit() == 128 ? 0 : 1); }),
              ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace belfry::http::test
