#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace belfry::bench {

/// Loopback TCP connections whose other ends live in a forked process that reads and forgets everything, so that the
/// CPU time of this process is the server's alone. Throws std::system_error when the system refuses.
class DrainedConnections {
 public:
  explicit DrainedConnections(std::size_t count);
  ~DrainedConnections();
  DrainedConnections(const DrainedConnections&) = delete;
  DrainedConnections& operator=(const DrainedConnections&) = delete;

  /// The server's ends, non-blocking. Whoever takes one closes it.
  const std::vector<int>& descriptors() const { return descriptors_; }

  /// Waits until the other process has read all of the bytes written so far: `total` since the beginning.
  void wait_until_read(std::uint64_t total) const;

 private:
  std::vector<int> descriptors_;
  std::atomic<std::uint64_t>* read_ = nullptr;  ///< shared with the reader
  int reader_ = -1;
};

}  // namespace belfry::bench
