#include "base/random.hpp"

#include <sys/random.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace belfry {
namespace {

class Pool {
 public:
  void take(std::span<std::uint8_t> out) {
    while (!out.empty()) {
      if (used_ == bytes_.size()) {
        refill();
      }
      const std::size_t n = std::min(out.size(), bytes_.size() - used_);
      std::memcpy(out.data(), bytes_.data() + used_, n);
      std::memset(bytes_.data() + used_, 0, n);  // what was handed out must not linger here
      used_ += n;
      out = out.subspan(n);
    }
  }

 private:
  void refill() {
    // Reads of up to 256 bytes are never cut short (getrandom(2)).
    if (getrandom(bytes_.data(), bytes_.size(), 0) != static_cast<ssize_t>(bytes_.size())) {
      throw std::runtime_error("getrandom failed");
    }
    used_ = 0;
  }

  std::array<std::uint8_t, 256> bytes_{};
  std::size_t used_ = bytes_.size();
};

thread_local Pool pool;

}  // namespace

void fill_random(std::span<std::uint8_t> out) { pool.take(out); }

std::uint64_t random_u64() {
  std::array<std::uint8_t, 8> bytes;
  fill_random(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::string random_text(std::size_t length) {
  static constexpr char kAlphabet[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  text.reserve(length);
  while (text.size() < length) {
    std::array<std::uint8_t, 32> bytes;
    fill_random(bytes);
    for (const std::uint8_t byte : bytes) {
      // 252 is the largest multiple of 36 in a byte: what lies above would favour the first letters.
      if (byte < 252 && text.size() < length) {
        text.push_back(kAlphabet[byte % 36]);
      }
    }
  }
  return text;
}

}  // namespace belfry
