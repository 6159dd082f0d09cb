#include "push/connection.hpp"

#include "push/close_payload.hpp"

#include <algorithm>

namespace belfry::push {

Connection::Connection(Handle handle, Shared& shared, Upgraded& upgraded, SocketHandler& handler)
    : shared_(shared),
      handler_(handler),
      transport_(upgraded.descriptor, std::move(upgraded.tls)),
      handle_(handle),
      last_received_(shared.now),
      next_ping_(shared.settings.ping_interval_seconds == 0 ? kNever
                                                            : shared.now + shared.settings.ping_interval_seconds),
      compression_(upgraded.compression) {
  shared_.due.set(handle_.slot, next_due());
}

void Connection::close(CloseCode code, std::string_view reason) {
  if (phase_ != Phase::open) {
    return;
  }
  if (code == CloseCode::abnormal) {
    return drop();
  }
  begin_close(Phase::closing, code, make_close_frame(code, reason));
}

void Connection::begin_close(Phase phase, CloseCode code, Frame::Ptr frame) {
  phase_ = phase;
  code_ = code;
  late_pong_ = Frame::Ptr();
  const std::uint32_t timeout = shared_.settings.close_timeout_seconds;
  deadline_ = timeout == 0 ? kNever : certainly_after(timeout);
  shared_.due.lower(handle_.slot, deadline_);
  enqueue(std::move(frame));
}

/// The server ends the TCP connection first (RFC 6455 section 7.1.1).
void Connection::finish() {
  transport_.end_writing();
  if (!hung_up_ && !transport_.is_tls()) {
    // Closing a descriptor with unread data resets the connection, and the peer could lose our close frame.
    transport_.read(shared_.receive_buffer());
  }
  drop();
}

void Connection::drop() {
  if (phase_ != Phase::dead) {
    phase_ = Phase::dead;
    shared_.add_dead(handle_);
  }
}

void Connection::set_deadline(std::uint32_t seconds_from_now) {
  if (phase_ != Phase::open) {
    return;
  }
  deadline_ = seconds_from_now == 0 ? kNever : certainly_after(seconds_from_now);
  shared_.due.lower(handle_.slot, deadline_);
}

/// The first tick at which that many seconds have passed for sure: the present one began up to a second ago.
Tick Connection::certainly_after(std::uint32_t seconds) const {
  return static_cast<Tick>(std::min<std::uint64_t>(kNever, std::uint64_t{shared_.now} + seconds + 1));
}

Tick Connection::on_tick() {
  const Tick now = shared_.now;
  if (phase_ == Phase::dead) {
    return kNever;
  }
  if (phase_ != Phase::open) {
    if (now >= deadline_) {
      drop();
    }
    return next_due();
  }
  const std::uint32_t silence = shared_.settings.silence_timeout_seconds;
  if (silence != 0 && now > last_received_ + silence) {
    close(CloseCode::heartbeat_timeout, R"({"code":"HEARTBEAT_TIMEOUT"})");
    return next_due();
  }
  if (now >= deadline_) {
    deadline_ = kNever;
    handler_.on_deadline();
  }
  if (phase_ == Phase::open && now >= next_ping_) {
    next_ping_ = now + shared_.settings.ping_interval_seconds;
    if (!blocked_) {  // behind a full buffer it would only pile up
      enqueue(shared_.ping);
    }
  }
  return next_due();
}

Tick Connection::next_due() const {
  if (phase_ == Phase::dead) {
    return kNever;
  }
  if (phase_ != Phase::open) {
    return deadline_;
  }
  const std::uint32_t silence = shared_.settings.silence_timeout_seconds;
  const Tick silent = silence == 0 ? kNever : last_received_ + silence + 1;
  return std::min({next_ping_, deadline_, silent});
}

}  // namespace belfry::push
