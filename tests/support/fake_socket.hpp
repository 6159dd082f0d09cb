#pragma once

#include "ports/socket.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::test {

/// Keeps what a session sends. Drained by the test, so that a slow peer can be played.
class FakeSocket final : public Socket {
 public:
  void send(Frame::Ptr frame) override {
    queued_ += frame->bytes().size();
    sent.push_back(boost::json::parse(payload(*frame)).as_object());
    if (overflows) {
      closed_with = CloseCode::slow_consumer;
    }
  }
  void close(CloseCode code, std::string_view reason) override {
    if (!closed_with) {
      closed_with = code;
      close_reason = std::string(reason);
    }
  }
  std::size_t queued_bytes() const override { return queued_; }
  std::optional<CloseCode> closing_with() const override { return closed_with; }
  void set_deadline(std::uint32_t seconds_from_now) override { deadline = seconds_from_now; }

  /// So many bytes wait, and the kernel takes none.
  void stall(std::size_t bytes) { queued_ = bytes; }

  /// The kernel has taken everything.
  void drain() {
    if (queued_ > 0) {
      queued_ = 0;
      handler->on_drained();
    }
  }

  /// The types of all messages so far, in order.
  std::vector<std::string> types() const {
    std::vector<std::string> all;
    for (const auto& message : sent) {
      all.emplace_back(message.at("type").as_string());
    }
    return all;
  }
  std::vector<std::uint64_t> revs_of(std::string_view type) const {
    std::vector<std::uint64_t> revs;
    for (const auto& message : sent) {
      if (message.at("type").as_string() == type) {
        revs.push_back(message.at("payload").at("rev").to_number<std::uint64_t>());
      }
    }
    return revs;
  }

  std::vector<boost::json::object> sent;
  std::optional<CloseCode> closed_with;
  std::string close_reason;
  std::uint32_t deadline = 0;
  bool overflows = false;  ///< the next frame finds no room
  SocketHandler* handler = nullptr;

 private:
  static std::string_view payload(const Frame& frame) {
    const std::string_view bytes = frame.bytes();
    const auto length = static_cast<unsigned char>(bytes[1]);
    return bytes.substr(length < 126 ? 2 : length == 126 ? 4 : 10);
  }

  std::size_t queued_ = 0;
};

}  // namespace belfry::test
