#pragma once

#include "base/frame.hpp"

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace belfry::push {

/// The frames of one connection that the kernel has not taken yet, in order. Nothing is allocated while at most one
/// waits; what was allocated is freed when the queue runs empty.
class SendQueue {
 public:
  bool empty() const { return !front_; }
  /// Unsent bytes of text and binary frames. Control frames are not counted: their number is bounded by whoever makes
  /// them, and they must go out on a full queue too.
  std::size_t data_bytes() const { return data_bytes_; }

  void push(Frame::Ptr frame);

  /// Points `out` at what waits, from the first unsent byte on; returns the number of entries filled.
  std::size_t gather(std::span<iovec> out) const;
  /// Copies what waits, from the first unsent byte on; returns the number of bytes.
  std::size_t copy(std::span<char> out) const;

  /// The kernel took this many bytes. Returns the number of frames that are now taken whole.
  std::size_t consume(std::size_t bytes);

  /// Drops every frame of which no byte is among the first `promised` unsent ones and none was sent: what remains must
  /// still go out for the stream to stay readable. `promised` is 0 on a plain connection.
  void drop_unbegun(std::size_t promised);

 private:
  /// The frames behind the first: a ring whose capacity is a power of two.
  class Ring {
   public:
    explicit Ring(std::uint32_t capacity);
    std::uint32_t size() const { return size_; }
    const Frame::Ptr& operator[](std::uint32_t i) const { return slots_[(head_ + i) & mask_]; }
    void push(Frame::Ptr frame);
    Frame::Ptr pop_front();
    void truncate(std::uint32_t size);

   private:
    void grow();

    std::unique_ptr<Frame::Ptr[]> slots_;
    std::uint32_t mask_;
    std::uint32_t head_ = 0;
    std::uint32_t size_ = 0;
  };

  std::uint32_t waiting() const { return front_ ? 1 + (rest_ ? rest_->size() : 0) : 0; }
  std::string_view unsent(std::uint32_t i) const;

  Frame::Ptr front_;
  std::unique_ptr<Ring> rest_;
  std::uint64_t data_bytes_ = 0;
  std::uint32_t offset_ = 0;  ///< bytes of front_ already taken
};

}  // namespace belfry::push
