#pragma once

namespace belfry::http {

/// One descriptor held back, so that a process without any can still accept a connection in order to refuse it.
class ReserveDescriptor {
 public:
  ReserveDescriptor() { take(); }
  ~ReserveDescriptor() { release(); }
  ReserveDescriptor(const ReserveDescriptor&) = delete;
  ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;

  /// False: there is none to be had. Nothing to do when one is held.
  bool take();
  void release();

 private:
  int descriptor_ = -1;
};

/// A whole 503 with Retry-After and problem+json, as far as the kernel takes it without waiting; then the end of the
/// stream.
void send_unavailable(int socket);
/// Reads away what has arrived, so that closing does not reset the connection.
void discard_received(int socket);

/// Sets this process's limit of open descriptors to its hard limit and returns it.
unsigned long raise_descriptor_limit();

}  // namespace belfry::http
