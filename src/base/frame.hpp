#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace belfry {

/// RFC 6455 section 5.2 and 11.8.
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// The first reserved bit, whose meaning an extension gives (RFC 6455 section 5.2).
enum class Rsv1 : std::uint8_t { clear, set };

/// One WebSocket message as a server puts it on the wire: header (FIN set, unmasked; RFC 6455 section 5.2) and payload
/// in one block, immutable, shared by an intrusive reference count. A message for 10,000 connections is one block and
/// 10,000 pointers to it. Safe to share between threads.
class Frame {
 public:
  class Ptr;

  static Ptr make(Opcode opcode, std::string_view payload, Rsv1 rsv1 = Rsv1::clear);
  static Ptr text(std::string_view payload);

  /// Header and payload.
  std::string_view bytes() const { return {reinterpret_cast<const char*>(this + 1), size_}; }

  /// Another form of the same message, such as a compressed one, made by who first needs it and kept for as long as
  /// the frame lives. Null until there is one.
  Ptr twin() const;
  /// Keeps `twin`, which is not null, unless there is one already. Returns the one that is kept. A twin must not lead
  /// back to the frame.
  Ptr keep_twin(Ptr twin) const;

  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

 private:
  explicit Frame(std::uint32_t size) : size_(size) {}
  ~Frame();
  void retain() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release();

  std::atomic<std::uint32_t> references_{1};
  std::uint32_t size_;
  mutable std::atomic<Frame*> twin_ = nullptr;  ///< set once; holds a reference
};

/// Shared ownership of a frame; null when default constructed or moved from.
class Frame::Ptr {
 public:
  Ptr() = default;
  Ptr(const Ptr& other) : frame_(other.frame_) {
    if (frame_ != nullptr) {
      frame_->retain();
    }
  }
  Ptr(Ptr&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Ptr& operator=(Ptr other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~Ptr() {
    if (frame_ != nullptr) {
      frame_->release();
    }
  }

  const Frame* operator->() const { return frame_; }
  const Frame& operator*() const { return *frame_; }
  explicit operator bool() const { return frame_ != nullptr; }

 private:
  friend class Frame;
  explicit Ptr(Frame* adopted) : frame_(adopted) {}

  Frame* frame_ = nullptr;
};

/// The longest header of an unmasked frame.
inline constexpr std::size_t kMaxFrameHeader = 10;

/// Writes the header of an unmasked final frame; `out` has room for kMaxFrameHeader. Returns its length.
std::size_t write_frame_header(Opcode opcode, std::size_t payload_size, std::uint8_t* out);

}  // namespace belfry
