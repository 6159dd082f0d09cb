#pragma once

#include "ports/webhook_sender.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace belfry::webhook {

struct PostSettings {
  std::string url;                            ///< http or https
  std::chrono::milliseconds timeout{10'000};  ///< of a whole exchange
  std::string user_agent;
};

/// Posts to one URL by libcurl and keeps the connection for the next time. No redirects: they would take the signed
/// body somewhere that nobody configured. Certificates are verified. Proxies come from the environment, as everywhere.
/// One thread at a time.
class HttpPost {
 public:
  /// What is read of an answer's body; it is thrown away, and a longer one is cut off.
  static constexpr std::size_t kMaxAnswerBytes = 64 * 1024;

  /// Throws std::runtime_error when libcurl does not start. `give_up` outlives this.
  HttpPost(const PostSettings& settings, const std::atomic<bool>& give_up);
  ~HttpPost();
  HttpPost(const HttpPost&) = delete;
  HttpPost& operator=(const HttpPost&) = delete;

  /// Blocks until the answer is there, the time is over or, within about a second, `give_up` is set: nothing then.
  std::optional<WebhookAnswer> post(const std::vector<std::string>& headers, const std::string& body);

 private:
  struct Handle;
  const std::unique_ptr<Handle> handle_;
};

}  // namespace belfry::webhook
