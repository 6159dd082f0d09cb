#include "base/frame.hpp"

#include <array>
#include <cstring>
#include <limits>
#include <new>
#include <stdexcept>

namespace belfry {

std::size_t write_frame_header(Opcode opcode, std::size_t payload_size, std::uint8_t* out) {
  out[0] = static_cast<std::uint8_t>(0x80 | static_cast<std::uint8_t>(opcode));
  if (payload_size < 126) {
    out[1] = static_cast<std::uint8_t>(payload_size);
    return 2;
  }
  const bool wide = payload_size > 0xFFFF;
  const int length_bytes = wide ? 8 : 2;
  out[1] = wide ? 127 : 126;
  for (int i = 0; i < length_bytes; ++i) {
    out[2 + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(payload_size) >> (8 * (length_bytes - 1 - i)));
  }
  return static_cast<std::size_t>(2 + length_bytes);
}

Frame::Ptr Frame::make(Opcode opcode, std::string_view payload, Rsv1 rsv1) {
  std::array<std::uint8_t, kMaxFrameHeader> header;
  const std::size_t header_size = write_frame_header(opcode, payload.size(), header.data());
  if (rsv1 == Rsv1::set) {
    header[0] |= 0x40;
  }
  const std::size_t size = header_size + payload.size();
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("a frame holds at most 4 GiB");
  }
  void* memory = ::operator new(sizeof(Frame) + size);
  auto* frame = new (memory) Frame(static_cast<std::uint32_t>(size));
  auto* bytes = reinterpret_cast<char*>(frame + 1);
  std::memcpy(bytes, header.data(), header_size);
  payload.copy(bytes + header_size, payload.size());  // an empty view may have no address, which memcpy must not get
  return Ptr(frame);
}

Frame::Ptr Frame::text(std::string_view payload) { return make(Opcode::text, payload); }

Frame::~Frame() {
  if (Frame* twin = twin_.load(std::memory_order_relaxed)) {
    twin->release();
  }
}

Frame::Ptr Frame::twin() const {
  Frame* twin = twin_.load(std::memory_order_acquire);
  if (twin != nullptr) {
    twin->retain();
  }
  return Ptr(twin);
}

Frame::Ptr Frame::keep_twin(Ptr twin) const {
  Frame* expected = nullptr;
  if (twin_.compare_exchange_strong(expected, twin.frame_, std::memory_order_acq_rel)) {
    twin.frame_->retain();
    return twin;
  }
  return this->twin();
}

void Frame::release() {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    this->~Frame();
    ::operator delete(this);
  }
}

}  // namespace belfry
