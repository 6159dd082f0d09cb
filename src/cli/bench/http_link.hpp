#pragma once

#include "cli/bench/http_answer.hpp"
#include "cli/bench/poller.hpp"
#include "cli/bench/target.hpp"

#include <cstdint>
#include <string>

namespace belfry::cli::bench {

/// One keep-alive HTTP connection with one request at a time. One thread.
class HttpLink final : public Ready {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    /// The request is answered; the next one may be sent from here.
    virtual void on_answer(HttpLink& link, const HttpAnswer& answer) = 0;
    /// The connection is gone; nothing more comes from this link.
    virtual void on_failed(HttpLink& link, std::string why) = 0;
  };

  /// `dialled` is connected and blocking.
  HttpLink(Poller& poller, Owner& owner, const Target& target, Descriptor dialled);

  /// `tag` is the owner's, for when the answer comes. Blocks while the kernel has no room: a request is small and the
  /// answer to the one before is here.
  void send(const std::string& request, std::uint64_t tag);
  /// Of the last request.
  std::uint64_t tag() const { return tag_; }

  void on_ready(std::uint32_t events) override;

 private:
  void fail(std::string why);

  Poller& poller_;
  Owner& owner_;
  std::string host_;
  Descriptor descriptor_;
  std::string received_;
  std::uint64_t tag_ = 0;
};

}  // namespace belfry::cli::bench
