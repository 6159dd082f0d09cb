#include "push/send_queue.hpp"

#include "push/frame_header.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace belfry::push {

namespace {

constexpr std::uint32_t kFirstCapacity = 16;

bool is_data(const Frame& frame) { return !is_control(static_cast<Opcode>(frame.bytes().front() & 0x0F)); }

}  // namespace

SendQueue::Ring::Ring(std::uint32_t capacity) : slots_(std::make_unique<Frame::Ptr[]>(capacity)), mask_(capacity - 1) {}

void SendQueue::Ring::push(Frame::Ptr frame) {
  if (size_ > mask_) {
    grow();
  }
  slots_[(head_ + size_++) & mask_] = std::move(frame);
}

Frame::Ptr SendQueue::Ring::pop_front() {
  Frame::Ptr frame = std::move(slots_[head_]);
  head_ = (head_ + 1) & mask_;
  --size_;
  return frame;
}

void SendQueue::Ring::truncate(std::uint32_t size) {
  while (size_ > size) {
    slots_[(head_ + --size_) & mask_] = Frame::Ptr();
  }
}

void SendQueue::Ring::grow() {
  Ring larger((mask_ + 1) * 2);
  while (size_ > 0) {
    larger.push(pop_front());
  }
  *this = std::move(larger);
}

void SendQueue::push(Frame::Ptr frame) {
  if (is_data(*frame)) {
    data_bytes_ += frame->bytes().size();
  }
  if (!front_) {
    front_ = std::move(frame);
    return;
  }
  if (!rest_) {
    rest_ = std::make_unique<Ring>(kFirstCapacity);
  }
  rest_->push(std::move(frame));
}

std::string_view SendQueue::unsent(std::uint32_t i) const {
  return i == 0 ? front_->bytes().substr(offset_) : (*rest_)[i - 1]->bytes();
}

std::size_t SendQueue::gather(std::span<iovec> out) const {
  const std::size_t count = std::min<std::size_t>(out.size(), waiting());
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view bytes = unsent(i);
    out[i] = {.iov_base = const_cast<char*>(bytes.data()), .iov_len = bytes.size()};
  }
  return count;
}

std::size_t SendQueue::copy(std::span<char> out) const {
  const std::uint32_t count = waiting();
  std::size_t copied = 0;
  for (std::uint32_t i = 0; i < count && copied < out.size(); ++i) {
    const std::string_view bytes = unsent(i).substr(0, out.size() - copied);
    std::memcpy(out.data() + copied, bytes.data(), bytes.size());
    copied += bytes.size();
  }
  return copied;
}

std::size_t SendQueue::consume(std::size_t bytes) {
  std::size_t finished = 0;
  while (bytes > 0) {
    const std::size_t taken = std::min(bytes, front_->bytes().size() - offset_);
    bytes -= taken;
    offset_ += static_cast<std::uint32_t>(taken);
    if (is_data(*front_)) {
      data_bytes_ -= taken;
    }
    if (offset_ == front_->bytes().size()) {
      ++finished;
      offset_ = 0;
      front_ = rest_ && rest_->size() > 0 ? rest_->pop_front() : Frame::Ptr();
    }
  }
  if (!front_) {
    rest_.reset();
  }
  return finished;
}

void SendQueue::drop_unbegun(std::size_t promised) {
  const std::uint32_t count = waiting();
  std::uint32_t kept = 0;
  std::size_t kept_bytes = 0;
  while (kept < count && (kept_bytes < promised || (kept == 0 && offset_ > 0))) {
    kept_bytes += unsent(kept++).size();
  }
  for (std::uint32_t i = kept; i < count; ++i) {
    const Frame& frame = i == 0 ? *front_ : *(*rest_)[i - 1];
    data_bytes_ -= is_data(frame) ? frame.bytes().size() : 0;
  }
  if (kept == 0) {
    front_ = Frame::Ptr();
    rest_.reset();
  } else if (rest_) {
    rest_->truncate(kept - 1);
  }
}

}  // namespace belfry::push
