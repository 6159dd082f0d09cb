#include "adapters/webhook/http_post.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace belfry::webhook {
namespace {

constexpr long kGone = 410;

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

/// Fewer bytes taken than given makes curl end the transfer.
std::size_t discard(char*, std::size_t, std::size_t size, void* taken) {
  auto& total = *static_cast<std::size_t*>(taken);
  total += size;
  return total > HttpPost::kMaxAnswerBytes ? 0 : size;
}

int stop_when_told(void* give_up, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(give_up)->load(std::memory_order_relaxed) ? 1 : 0;
}

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw std::runtime_error(fmt::format("libcurl does not start: {}", curl_easy_strerror(started)));
  }
}

List list_of(const std::vector<std::string>& headers) {
  List list;
  for (const std::string& header : headers) {
    curl_slist* longer = curl_slist_append(list.get(), header.c_str());
    if (longer == nullptr) {
      return nullptr;
    }
    list.release();  // it is the head of `longer`, or there was none
    list.reset(longer);
  }
  return list;
}

WebhookAnswer answer_of(CURL* handle) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  WebhookAnswer answer{.end = WebhookEnd::refused, .detail = fmt::format("status {}", status)};
  if (status >= 200 && status < 300) {
    answer.end = WebhookEnd::accepted;
  } else if (status == kGone) {
    answer.end = WebhookEnd::gone;
  }
  curl_off_t seconds = 0;
  if (curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0) {
    answer.retry_after = std::chrono::seconds(seconds);
  }
  return answer;
}

}  // namespace

struct HttpPost::Handle {
  std::unique_ptr<CURL, CurlDeleter> curl;
  std::size_t answer_bytes = 0;
};

HttpPost::HttpPost(const PostSettings& settings, const std::atomic<bool>& give_up)
    : handle_(std::make_unique<Handle>()) {
  start_curl();
  handle_->curl.reset(curl_easy_init());
  CURL* curl = handle_->curl.get();
  const char* scheme = settings.url.starts_with("https://") ? "https" : "http";
  const bool configured =
      curl != nullptr && curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str()) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, scheme) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count())) == CURLE_OK &&
      // Without this curl keeps time by signals, which threads do not survive.
      curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_USERAGENT, settings.user_agent.c_str()) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &discard) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_WRITEDATA, &handle_->answer_bytes) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &stop_when_told) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &give_up) == CURLE_OK;
  if (!configured) {
    throw std::runtime_error("libcurl refuses an option of the outbox");
  }
}

HttpPost::~HttpPost() = default;

std::optional<WebhookAnswer> HttpPost::post(const std::vector<std::string>& headers, const std::string& body) {
  CURL* curl = handle_->curl.get();
  const List list = list_of(headers);
  handle_->answer_bytes = 0;
  if (list == nullptr || curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list.get()) != CURLE_OK ||
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size())) != CURLE_OK ||
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data()) != CURLE_OK) {
    return WebhookAnswer{.end = WebhookEnd::unreachable, .detail = "libcurl refused an option"};
  }
  const CURLcode outcome = curl_easy_perform(curl);
  switch (outcome) {
    case CURLE_OK:
    case CURLE_WRITE_ERROR:  // a long body behind a status that counts all the same
      return answer_of(curl);
    case CURLE_ABORTED_BY_CALLBACK: return std::nullopt;
    case CURLE_OPERATION_TIMEDOUT: return WebhookAnswer{.end = WebhookEnd::timeout, .detail = "no answer in time"};
    default: return WebhookAnswer{.end = WebhookEnd::unreachable, .detail = curl_easy_strerror(outcome)};
  }
}

}  // namespace belfry::webhook
