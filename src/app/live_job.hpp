#pragma once

#include "app/live_event.hpp"
#include "base/frame.hpp"
#include "ports/messages.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <utility>

namespace belfry::app {

/// News of a job on its way to this node's connections: encoded at most once a dialect, however many watch it
/// (product 4.4). Shared by shards; any thread.
class LiveJob {
 public:
  explicit LiveJob(messages::JobMessage message) : message_(std::move(message)) {}

  const messages::JobMessage& message() const { return message_; }
  const Job& job() const { return *message_.job; }

  /// Null where the dialect has no message for it. The clock is read by whoever comes first, to date the message.
  const Frame::Ptr& frame(const Dialect& dialect, const Clock& clock) const {
    Encoded& encoded = encoded_[static_cast<std::size_t>(dialect.kind())];
    std::call_once(encoded.once, [&] {
      if (const std::string text = dialect.encode(message_, clock.now()); !text.empty()) {
        encoded.frame = Frame::text(text);
      }
    });
    return encoded.frame;
  }

 private:
  struct Encoded {
    std::once_flag once;
    Frame::Ptr frame;
  };

  const messages::JobMessage message_;
  mutable std::array<Encoded, kDialectCount> encoded_;
};

using LiveJobPtr = std::shared_ptr<const LiveJob>;

}  // namespace belfry::app
