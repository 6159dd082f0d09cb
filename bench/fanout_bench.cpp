// One message to many connections through the WebSocket engine, against bare send() calls on the same sockets, in
// interleaved rounds; and the memory of an idle connection.
//   fanout_bench [connections] [payload bytes] [rounds]
#include "drained_connections.hpp"
#include "figures.hpp"
#include "push/loop.hpp"

#include <malloc.h>
#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

namespace {

using belfry::bench::cpu_micros;
using belfry::bench::median;

constexpr std::size_t kChunk = 128;  // as a fan-out flushes
constexpr int kWaiting = 10;

class Sink final : public belfry::SocketHandler {
 public:
  void on_text(std::string_view) override {}
  void on_binary(std::string_view) override {}
  void on_heartbeat() override {}
  void on_too_large() override {}
  void on_drained() override { ++drained; }
  void on_deadline() override {}
  void on_closed(belfry::CloseCode) override {}

  std::uint64_t drained = 0;
};

std::size_t heap_bytes() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

class Fanout {
 public:
  Fanout(std::size_t count, std::size_t payload)
      : connections_(count), frame_(belfry::Frame::text(std::string(payload, 'x'))), sinks_(count) {
    sockets_.reserve(count);
  }

  /// Returns the bytes of heap that a connection costs the engine.
  double adopt() {
    context_.poll();
    const std::size_t before = heap_bytes();
    for (std::size_t i = 0; i < sinks_.size(); ++i) {
      sockets_.push_back(
          &loop_.adopt({.descriptor = connections_.descriptors()[i], .tls = nullptr, .early_bytes = {}}, sinks_[i]));
    }
    run();
    return static_cast<double>(heap_bytes() - before) / static_cast<double>(sinks_.size());
  }

  /// CPU microseconds a delivery.
  double by_floor(int messages) {
    return measured(messages, [&] {
      const std::string_view bytes = frame_->bytes();
      for (const int descriptor : connections_.descriptors()) {
        for (int i = 0; i < messages; ++i) {
          ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        }
      }
    });
  }
  double by_engine(int messages) {
    return measured(messages, [&] {
      std::size_t in_chunk = 0;
      for (belfry::Socket* socket : sockets_) {
        for (int i = 0; i < messages; ++i) {
          socket->send(frame_);
        }
        if (++in_chunk == kChunk) {
          in_chunk = 0;
          loop_.flush();
        }
      }
      run();
    });
  }

 private:
  void run() {
    do {
      context_.restart();
    } while (context_.poll() > 0);
  }

  double measured(int messages, const std::function<void()>& work) {
    const auto deliveries = static_cast<std::uint64_t>(messages) * sinks_.size();
    const double before = cpu_micros();
    work();
    const double spent = cpu_micros() - before;
    written_ += deliveries * frame_->bytes().size();
    connections_.wait_until_read(written_);
    return spent / static_cast<double>(deliveries);
  }

  belfry::bench::DrainedConnections connections_;
  belfry::Frame::Ptr frame_;
  std::vector<Sink> sinks_;
  boost::asio::io_context context_{1};
  belfry::push::Loop loop_{context_, belfry::push::Settings{}};
  std::vector<belfry::Socket*> sockets_;
  std::uint64_t written_ = 0;
};

void compare(Fanout& fanout, int messages, int rounds) {
  std::vector<double> floor;
  std::vector<double> engine;
  std::vector<double> ratio;
  for (int round = 0; round < rounds; ++round) {
    // The one that goes second finds warmer caches: they take turns.
    if (round % 2 == 0) {
      floor.push_back(fanout.by_floor(messages));
      engine.push_back(fanout.by_engine(messages));
    } else {
      engine.push_back(fanout.by_engine(messages));
      floor.push_back(fanout.by_floor(messages));
    }
    ratio.push_back(engine.back() / floor.back());
  }
  std::printf("%2d waiting: floor %.2f us, engine %.2f us CPU a delivery, ratio %.3f (medians of %d rounds)\n",
              messages, median(floor), median(engine), median(ratio), rounds);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
  const std::size_t payload = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 30;

  Fanout fanout(count, payload);
  std::vector<double> before;
  for (int round = 0; round < rounds; ++round) {
    before.push_back(fanout.by_floor(1));
  }
  std::printf("%zu connections, %zu bytes; floor before the engine has the sockets %.2f us\n", count, payload,
              median(before));
  std::printf("idle connection: %.0f bytes of heap\n", fanout.adopt());
  compare(fanout, 1, rounds);
  compare(fanout, kWaiting, rounds);
}
