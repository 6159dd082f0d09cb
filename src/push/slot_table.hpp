#pragma once

#include "push/handle.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace belfry::push {

/// Objects in slots whose addresses never change, in chunks, found by handle. A slot costs the object and eight bytes.
template <class T>
class SlotTable {
 public:
  SlotTable() = default;
  SlotTable(const SlotTable&) = delete;
  SlotTable& operator=(const SlotTable&) = delete;
  ~SlotTable() {
    for (std::uint32_t slot = 0; slot < generations_.size(); ++slot) {
      if (T* object = at(slot)) {
        object->~T();
      }
    }
  }

  /// Constructs `T(handle, arguments...)` in a free slot.
  template <class... Arguments>
  T& emplace(Arguments&&... arguments) {
    if (free_.empty()) {
      add_chunk();
    }
    const std::uint32_t slot = free_.back();
    const Handle handle{.slot = slot, .generation = generations_[slot] + 1};
    T* object = new (memory(slot)) T(handle, std::forward<Arguments>(arguments)...);
    free_.pop_back();
    generations_[slot] = handle.generation;
    return *object;
  }

  /// Destroys what the handle names, if it is still there.
  void erase(Handle handle) {
    if (T* object = find(handle)) {
      object->~T();
      ++generations_[handle.slot];
      free_.push_back(handle.slot);
    }
  }

  T* find(Handle handle) {
    const bool current = handle.slot < generations_.size() && generations_[handle.slot] == handle.generation;
    return current ? at(handle.slot) : nullptr;
  }

  /// Slots that exist, used or not: the bound for a walk with `at`.
  std::uint32_t slots() const { return static_cast<std::uint32_t>(generations_.size()); }

  /// Nothing when the slot is free.
  T* at(std::uint32_t slot) {
    const bool used = generations_[slot] % 2 == 1;
    return used ? std::launder(static_cast<T*>(memory(slot))) : nullptr;
  }

 private:
  static constexpr std::uint32_t kPerChunk = 64;
  struct Chunk {
    alignas(T) std::array<std::byte, sizeof(T) * kPerChunk> bytes;
  };

  void* memory(std::uint32_t slot) { return &chunks_[slot / kPerChunk]->bytes[sizeof(T) * (slot % kPerChunk)]; }

  void add_chunk() {
    const std::uint32_t first = slots();
    chunks_.push_back(std::make_unique_for_overwrite<Chunk>());
    generations_.resize(first + kPerChunk);
    for (std::uint32_t i = kPerChunk; i-- > 0;) {
      free_.push_back(first + i);
    }
  }

  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::vector<std::uint32_t> generations_;  ///< odd: the slot is used
  std::vector<std::uint32_t> free_;
};

}  // namespace belfry::push
