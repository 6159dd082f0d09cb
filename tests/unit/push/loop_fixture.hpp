#pragma once

#include "push/loop_core.hpp"

#include "client_bytes.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace belfry::push::testing {

using Log = std::vector<std::string>;

inline std::string number_of(CloseCode code) { return std::to_string(static_cast<int>(code)); }

/// Writes down what it is told, and does what a test wants done from inside a callback.
class Recorder final : public SocketHandler {
 public:
  Log log;
  Socket* socket = nullptr;
  int drained = 0;
  std::function<void(std::string_view)> then_on_text;
  std::function<void()> then_on_too_large;
  std::function<void()> then_on_drained;
  std::function<void()> then_on_deadline;
  std::function<void()> then_on_closed;
  std::string peer_reason = "-";  ///< as the peer began to close with it

  Recorder() = default;
  /// A loop must not outlive a handler that it still calls: at the end of a test the first one to go takes the loop
  /// along, and the actions, which refer to the test's own variables, rest.
  ~Recorder() {
    if (test_ != nullptr) {
      test_->over = true;
      test_->loop.reset();
    }
  }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  struct Test {
    std::unique_ptr<LoopCore> loop;
    bool over = false;
  };
  void belongs_to(Test& test) { test_ = &test; }

  void on_text(std::string_view message) override {
    log.push_back("text " + std::string(message));
    run(then_on_text, message);
  }
  void on_binary(std::string_view message) override { log.push_back("binary " + std::string(message)); }
  void on_heartbeat() override { log.emplace_back("heartbeat"); }
  void on_too_large() override {
    log.emplace_back("too large");
    run(then_on_too_large);
  }
  void on_drained() override {
    ++drained;
    run(then_on_drained);
  }
  void on_deadline() override {
    log.emplace_back("deadline");
    run(then_on_deadline);
  }
  void on_peer_closing(CloseCode, std::string_view reason) override { peer_reason = reason; }
  void on_closed(CloseCode code) override {
    log.push_back("closed " + number_of(code));
    const bool over = test_ != nullptr && test_->over;
    test_ = nullptr;
    if (!over) {
      run(then_on_closed);
    }
  }

 private:
  template <class... Arguments>
  static void run(const std::function<void(Arguments...)>& action, const auto&... arguments) {
    if (action) {
      action(arguments...);
    }
  }

  Test* test_ = nullptr;
};

/// The frames of a server, as "opcode payload"; what is cut short at the end is shown as "cut".
inline Log parse_server_frames(std::string_view bytes) {
  Log frames;
  while (!bytes.empty()) {
    std::size_t header = 2;
    std::uint64_t size = bytes.size() < 2 ? 0 : static_cast<std::uint8_t>(bytes[1]);
    if (size >= 126) {
      const std::size_t length_bytes = size == 126 ? 2 : 8;
      size = 0;
      for (std::size_t i = 0; i < length_bytes && 2 + i < bytes.size(); ++i) {
        size = size << 8 | static_cast<std::uint8_t>(bytes[2 + i]);
      }
      header += length_bytes;
    }
    if (bytes.size() < header + size) {
      frames.emplace_back("cut");
      break;
    }
    frames.push_back(std::to_string(bytes[0] & 0x0F) + " " + std::string(bytes.substr(header, size)));
    bytes.remove_prefix(header + size);
  }
  return frames;
}

/// What a server's close frame looks like in the list above.
inline std::string closing(CloseCode code, std::string_view reason) {
  return "8 " + close_payload(static_cast<std::uint16_t>(code), reason);
}

/// The client's end of a connection, by plain system calls.
class Peer {
 public:
  explicit Peer(int descriptor) : descriptor_(descriptor) {}
  Peer(Peer&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  ~Peer() { hang_up(); }

  void write(std::string_view out) {
    while (!out.empty()) {
      const ssize_t sent = ::send(descriptor_, out.data(), out.size(), MSG_NOSIGNAL);
      ASSERT_GT(sent, 0);
      out.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Takes what is there now; returns whether there was anything.
  bool read() {
    std::array<char, 65'536> buffer;
    const ssize_t got = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    ended = ended || got == 0;
    bytes.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    return got > 0;
  }
  Log frames() {
    while (read()) {
    }
    return parse_server_frames(bytes);
  }
  bool sees_the_end() {
    frames();
    return ended;
  }
  void hang_up() {
    if (descriptor_ >= 0) {
      ::close(std::exchange(descriptor_, -1));
    }
  }
  int descriptor() const { return descriptor_; }

  std::string bytes;  ///< everything read so far
  bool ended = false;

 private:
  int descriptor_;
};

/// A loop whose time stands still unless a test lets it pass, and clients on socket pairs, which carry bytes at once.
class LoopTest : public ::testing::Test {
 protected:
  explicit LoopTest(const Settings& settings = {}) { core_ = std::make_unique<LoopCore>(context_, settings); }

  Peer connect(Recorder& recorder, std::string_view early = {}, int send_buffer = 0,
               Compression compression = Compression::none) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    if (send_buffer > 0) {
      ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
    }
    recorder.belongs_to(test_);
    recorder.socket = &core_->adopt(
        {.descriptor = ends[0], .tls = nullptr, .early_bytes = early, .compression = compression}, recorder);
    return Peer(ends[1]);
  }

  /// Runs the loop until nothing is left to do.
  void settle() {
    do {
      context_.restart();
    } while (context_.poll() > 0);
  }

  /// One tick a second, up to and with `until`.
  void pass_time(Tick until) {
    while (now_ < until) {
      core_->tick(++now_);
      settle();
    }
  }

  boost::asio::io_context context_{1};
  Recorder::Test test_;
  std::unique_ptr<LoopCore>& core_ = test_.loop;
  Tick now_ = 0;
};

}  // namespace belfry::push::testing
