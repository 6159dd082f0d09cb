#include "push/connection.hpp"

#include "push/close_payload.hpp"

namespace belfry::push {

void Connection::send(Frame::Ptr frame) {
  if (phase_ != Phase::open) {
    return;
  }
  owes_drained_ = true;
  if (compression_ == Compression::deflate) [[unlikely]] {
    frame = shared_.deflate().compressor.compressed(frame);
  }
  enqueue(std::move(frame));
  const std::size_t bound = shared_.settings.queue_bytes;
  if (bound == 0 || queue_.data_bytes() <= bound) {
    return;
  }
  // What was queued within this turn has not been offered to the kernel yet: only what it refuses counts.
  while (phase_ == Phase::open && !blocked_ && queue_.data_bytes() > bound) {
    write();
  }
  if (phase_ == Phase::open && queue_.data_bytes() > bound) {
    give_up_on_slow_peer();
  }
}

void Connection::enqueue(Frame::Ptr frame) {
  queue_.push(std::move(frame));
  mark_dirty();
}

void Connection::mark_dirty() {
  if (!dirty_) {
    dirty_ = true;
    shared_.add_dirty(handle_);
  }
}

void Connection::write() {
  if (blocked_ || queue_.empty()) {
    return;
  }
  const bool tls = transport_.is_tls();
  const WriteResult result = transport_.write(queue_, tls ? shared_.tls_buffer() : std::span<char>());
  shared_.counters.frames_sent += result.frames;
  shared_.counters.bytes_sent += result.bytes;
  if (result.status == IoStatus::would_block) {
    blocked_ = true;
  } else if (result.status != IoStatus::done) {
    drop();
  }
}

void Connection::flush() {
  dirty_ = false;
  if (phase_ == Phase::dead) {
    return;
  }
  write();
  if (phase_ == Phase::dead) {
    return;
  }
  if (queue_.empty()) {
    on_queue_empty();
  } else if (!blocked_) {
    mark_dirty();
  }
}

void Connection::on_queue_empty() {
  pongs_ = 0;
  switch (phase_) {
    case Phase::open:
      if (late_pong_) {
        enqueue(std::exchange(late_pong_, Frame::Ptr()));
      }
      if (std::exchange(owes_drained_, false)) {
        handler_.on_drained();
      }
      break;
    case Phase::answering: finish(); break;
    case Phase::failing:
      transport_.end_writing();
      phase_ = Phase::lingering;
      break;
    case Phase::closing:
    case Phase::lingering:
    case Phase::dead: break;
  }
}

/// The queue of a peer that does not read will not drain: only what must complete a frame stays before the close frame.
void Connection::give_up_on_slow_peer() {
  ++shared_.counters.slow_consumers;
  queue_.drop_unbegun(transport_.promised());
  begin_close(Phase::closing, CloseCode::slow_consumer,
              make_close_frame(CloseCode::slow_consumer, R"({"code":"SLOW_CONSUMER"})"));
}

}  // namespace belfry::push
