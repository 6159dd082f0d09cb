#include "adapters/http_client/http_post.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace belfry::http_client {
namespace {

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

/// The body so far, and how much of it is wanted.
struct Taken {
  std::string bytes;
  std::size_t limit = 0;
  bool cut_off = false;
};

/// Fewer bytes taken than given makes curl end the transfer.
std::size_t take(char* data, std::size_t, std::size_t size, void* into) {
  auto& taken = *static_cast<Taken*>(into);
  const std::size_t wanted = std::min(size, taken.limit - taken.bytes.size());
  taken.bytes.append(data, wanted);
  taken.cut_off = wanted < size;
  return wanted;
}

int stop_when_told(void* give_up, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(give_up)->load(std::memory_order_relaxed) ? 1 : 0;
}

/// libcurl sends a request again, by itself, when a kept connection ends without an answer. The receiver may have acted
/// on the first one.
int refuse_repeat(void* requests, char*, char*, int, int) {
  auto& count = *static_cast<std::size_t*>(requests);
  return ++count == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

/// Seconds that a kept connection may have been idle. Less than servers usually wait before they close (Node: 5): a
/// request must not cross with that.
constexpr long kLongestIdle = 4;

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

}  // namespace

struct HttpPost::Handle {
  std::unique_ptr<CURL, CurlDeleter> curl;
  Taken taken;
  std::size_t requests = 0;  ///< begun for the exchange under way
};

HttpPost::HttpPost(PostSettings settings, const std::atomic<bool>& give_up)
    : settings_(std::move(settings)), handle_(std::make_unique<Handle>()) {
  start_curl();
  handle_->taken.limit = settings_.max_answer_bytes;
  handle_->curl.reset(curl_easy_init());
  CURL* curl = handle_->curl.get();
  const bool configured =
      curl != nullptr && curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, kLongestIdle) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, &refuse_repeat) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_PREREQDATA, &handle_->requests) == CURLE_OK &&
      // Without this curl keeps time by signals, which threads do not survive.
      curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_USERAGENT, settings_.user_agent.c_str()) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_WRITEDATA, &handle_->taken) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &stop_when_told) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &give_up) == CURLE_OK;
  if (!configured) {
    throw std::runtime_error("libcurl refuses an option");
  }
}

HttpPost::~HttpPost() = default;

PostAnswer HttpPost::answer_of() {
  CURL* curl = handle_->curl.get();
  PostAnswer answer{.status = 0, .body = std::move(handle_->taken.bytes), .cut_off = handle_->taken.cut_off};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  curl_header* header = nullptr;
  if (!settings_.answer_header.empty() &&
      curl_easy_header(curl, settings_.answer_header.c_str(), 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
    answer.header = header->value;
  }
  curl_off_t seconds = 0;
  if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0) {
    answer.retry_after = std::chrono::seconds(seconds);
  }
  return answer;
}

std::expected<PostAnswer, PostFailure> HttpPost::post(const std::string& url, const std::vector<std::string>& headers,
                                                      const std::string& body,
                                                      std::optional<std::chrono::milliseconds> timeout) {
  using Why = PostFailure::Why;
  CURL* curl = handle_->curl.get();
  const List list = list_of(headers);
  handle_->taken.bytes.clear();
  handle_->taken.cut_off = false;
  handle_->requests = 0;
  const auto millis = static_cast<long>(timeout.value_or(settings_.timeout).count());
  if ((list == nullptr && !headers.empty()) || curl_easy_setopt(curl, CURLOPT_URL, url.c_str()) != CURLE_OK ||
      curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, millis) != CURLE_OK ||
      curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list.get()) != CURLE_OK ||
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size())) != CURLE_OK ||
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data()) != CURLE_OK) {
    return std::unexpected(PostFailure{.why = Why::unreachable, .detail = "libcurl refused an option"});
  }
  const CURLcode outcome = curl_easy_perform(curl);
  if (outcome == CURLE_OK || (outcome == CURLE_WRITE_ERROR && handle_->taken.cut_off)) {
    return answer_of();
  }
  if (handle_->requests > 1) {
    return std::unexpected(PostFailure{.why = Why::unreachable, .detail = "the connection ended without an answer"});
  }
  switch (outcome) {
    case CURLE_ABORTED_BY_CALLBACK: return std::unexpected(PostFailure{.why = Why::gave_up, .detail = "given up"});
    case CURLE_OPERATION_TIMEDOUT:
      return std::unexpected(PostFailure{.why = Why::timeout, .detail = "no answer in time"});
    default: return std::unexpected(PostFailure{.why = Why::unreachable, .detail = curl_easy_strerror(outcome)});
  }
}

}  // namespace belfry::http_client
