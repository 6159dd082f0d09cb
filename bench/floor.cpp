// The floor: what a delivery costs at least when each takes one system call. Accepts connections on loopback, then
// calls send() once per message and socket, and prints the CPU time of this process per delivery.
//   floor [connections] [payload bytes] [rounds]
#include "drained_connections.hpp"
#include "figures.hpp"

#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
  const std::size_t payload = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 15;

  const belfry::bench::DrainedConnections connections(count);
  const std::string message(payload + 4, 'x');  // with the header of a frame of that size
  std::vector<double> micros;
  std::uint64_t written = 0;
  for (int round = 0; round < rounds; ++round) {
    const double before = belfry::bench::cpu_micros();
    for (const int descriptor : connections.descriptors()) {
      const ssize_t sent = ::send(descriptor, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      written += sent > 0 ? static_cast<std::uint64_t>(sent) : 0;
    }
    micros.push_back((belfry::bench::cpu_micros() - before) / static_cast<double>(count));
    connections.wait_until_read(written);
  }
  std::printf("floor: %zu connections, %zu bytes: %.2f us CPU a delivery (median of %d rounds)\n", count, payload,
              belfry::bench::median(micros), rounds);
}
