#pragma once

#include "base/frame.hpp"
#include "push/due_table.hpp"
#include "push/frame_compressor.hpp"
#include "push/handle.hpp"
#include "push/inflator.hpp"
#include "push/loop.hpp"
#include "push/message_reader.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace belfry::push {

/// What the connections of one loop need that agreed on compression. `reader` is as `Shared::reader`.
struct SharedDeflate {
  explicit SharedDeflate(std::size_t max_message_bytes) : reader(max_message_bytes, &inflator) {}
  SharedDeflate(const SharedDeflate&) = delete;
  SharedDeflate& operator=(const SharedDeflate&) = delete;

  Inflator inflator;
  FrameCompressor compressor;
  MessageReader reader;
};

/// What the connections of one loop share: buffers that only the connection at work needs, the time, and the lists of
/// those that something is to be done for before the turn ends.
class Shared {
 public:
  explicit Shared(const Settings& loop_settings)
      : settings(loop_settings), reader(loop_settings.max_message_bytes), receive_buffer_(kReceiveBytes) {}

  const Settings settings;
  Counters counters;
  Tick now = 0;
  DueTable due;
  const Frame::Ptr ping = Frame::make(Opcode::ping, {});
  /// Reads for every connection that is between messages; always idle between reads.
  MessageReader reader;

  std::deque<Handle> dirty;       ///< have something to write
  std::deque<Handle> unfinished;  ///< may have more to read, and no edge will tell
  std::deque<Handle> dead;        ///< are to be taken away
  std::function<void()> on_work;  ///< called after each addition to the lists

  std::span<char> receive_buffer() { return receive_buffer_; }
  /// One record's worth; allocated when the first TLS connection writes.
  std::span<char> tls_buffer() {
    tls_buffer_.resize(kTlsRecordBytes);
    return tls_buffer_;
  }

  /// Some 300 KB; made when the first connection comes that compresses.
  SharedDeflate& deflate() {
    if (!deflate_) {
      deflate_.emplace(settings.max_message_bytes);
    }
    return *deflate_;
  }

  void add_dirty(Handle handle) {
    dirty.push_back(handle);
    on_work();
  }
  void add_unfinished(Handle handle) {
    unfinished.push_back(handle);
    on_work();
  }
  void add_dead(Handle handle) {
    dead.push_back(handle);
    on_work();
  }

 private:
  static constexpr std::size_t kReceiveBytes = 65'536;
  static constexpr std::size_t kTlsRecordBytes = 16'384;

  std::vector<char> receive_buffer_;
  std::vector<char> tls_buffer_;
  std::optional<SharedDeflate> deflate_;
};

}  // namespace belfry::push
