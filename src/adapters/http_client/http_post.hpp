#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace belfry::http_client {

struct PostSettings {
  std::chrono::milliseconds timeout{10'000};  ///< of a whole exchange
  std::string user_agent;
  std::size_t max_answer_bytes = 64 * 1024;  ///< of its body; a longer one is cut off
  std::string answer_header = {};            ///< one that is told with the answer; empty: none
};

struct PostAnswer {
  int status = 0;
  std::string body;
  bool cut_off = false;
  std::optional<std::string> header = std::nullopt;  ///< PostSettings::answer_header
  std::optional<std::chrono::seconds> retry_after = std::nullopt;
};

/// No answer, and why.
struct PostFailure {
  enum class Why : std::uint8_t { timeout, unreachable, gave_up };

  Why why = Why::unreachable;
  std::string detail;
};

/// Posts by libcurl and keeps connections for the next time. No redirects: they would take the body somewhere that
/// nobody configured. No request is sent twice, whatever becomes of its connection: the caller knows whether it may be
/// repeated. Certificates are verified. Proxies come from the environment, as everywhere. One thread at a time.
class HttpPost {
 public:
  /// Throws std::runtime_error when libcurl does not start. `give_up` outlives this.
  HttpPost(PostSettings settings, const std::atomic<bool>& give_up);
  ~HttpPost();
  HttpPost(const HttpPost&) = delete;
  HttpPost& operator=(const HttpPost&) = delete;

  /// To an http or https URL. Blocks until the answer is there, the time is over or, within about a second, `give_up`
  /// is set. `timeout` is for this exchange, instead of that of the settings.
  std::expected<PostAnswer, PostFailure> post(const std::string& url, const std::vector<std::string>& headers,
                                              const std::string& body,
                                              std::optional<std::chrono::milliseconds> timeout = std::nullopt);

 private:
  struct Handle;

  PostAnswer answer_of();

  const PostSettings settings_;
  const std::unique_ptr<Handle> handle_;
};

}  // namespace belfry::http_client
