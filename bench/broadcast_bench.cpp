// A broadcast to everybody in the dashboard dialect, from the use case to the kernel with every connection counted,
// against the engine's own fan-out of the same frame to the same sockets, in interleaved rounds.
//   broadcast_bench [connections] [rounds]
#include "base/log.hpp"
#include "figures.hpp"
#include "shard_under_test.hpp"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

namespace {

using namespace belfry;
using bench::cpu_micros;
using bench::median;

constexpr std::size_t kMessageBytes = 200;
constexpr std::size_t kChunk = 128;  // as fanout_bench flushes

class BroadcastBench {
 public:
  explicit BroadcastBench(std::size_t connections)
      : shard_(connections, DialectKind::dashboard),
        broadcast_(shard_.broadcast_parts(), {.to_everybody = {1'000'000, std::chrono::minutes(1)}}) {
    shard_.connections().wait_until_read(shard_.loop().counters().bytes_sent);
  }

  /// CPU microseconds a delivery, of either.
  double by_broadcast() {
    return measured([this] { shard_.shard().spawn(send()); });
  }
  double by_engine() {
    const Frame::Ptr frame = Frame::text(std::string(frame_bytes_ - 4, 'x'));
    return measured([this, &frame] {
      std::size_t in_chunk = 0;
      for (Socket* socket : shard_.sockets()) {
        socket->send(frame);
        if (++in_chunk == kChunk) {
          in_chunk = 0;
          shard_.loop().flush();
        }
      }
    });
  }

  std::size_t frame_bytes() const { return frame_bytes_; }

 private:
  Task<void> send() {
    const auto tally = co_await broadcast_.send(
        "bench", ToEverybody{},
        messages::Broadcast{.type = "upload_progress", .data = R"({"message":")" + std::string(110, 'x') + R"("})"});
    if (!tally || tally->succeeded != shard_.sockets().size()) {
      std::fputs("broadcast_bench: a connection was not reached\n", stderr);
      std::exit(1);
    }
  }

  double measured(const std::function<void()>& work) {
    const std::uint64_t bytes_before = shard_.loop().counters().bytes_sent;
    const double before = cpu_micros();
    work();
    shard_.run();
    const double spent = cpu_micros() - before;
    const std::uint64_t bytes = shard_.loop().counters().bytes_sent;
    shard_.connections().wait_until_read(bytes);
    frame_bytes_ = static_cast<std::size_t>((bytes - bytes_before) / shard_.sockets().size());
    return spent / static_cast<double>(shard_.sockets().size());
  }

  bench::ShardUnderTest shard_;
  app::Broadcast broadcast_;
  std::size_t frame_bytes_ = kMessageBytes;
};

}  // namespace

int main(int argc, char** argv) {
  const std::size_t connections = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 30;
  log::configure(log::Level::warning, log::Format::text);

  BroadcastBench bench(connections);
  bench.by_broadcast();  // warms up, and tells the size of a frame
  std::vector<double> engine;
  std::vector<double> broadcast;
  std::vector<double> ratio;
  for (int round = 0; round < rounds; ++round) {
    // The one that goes second finds warmer caches: they take turns.
    if (round % 2 == 0) {
      engine.push_back(bench.by_engine());
      broadcast.push_back(bench.by_broadcast());
    } else {
      broadcast.push_back(bench.by_broadcast());
      engine.push_back(bench.by_engine());
    }
    ratio.push_back(broadcast.back() / engine.back());
  }
  std::printf(
      "%zu dashboards, %zu bytes a frame: engine %.2f us, broadcast %.2f us CPU a delivery, ratio %.3f (%d rounds)\n",
      connections, bench.frame_bytes(), median(engine), median(broadcast), median(ratio), rounds);
}
