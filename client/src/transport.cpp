#include "transport.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "endpoint.hpp"
#include "json_reader.hpp"

namespace belfry::client {
namespace {

/// What is longer than any answer of the API is cut off.
constexpr std::size_t kMaxAnswerBytes = 1 << 20;

/// Seconds that a kept connection may have been idle when what is sent must not be sent twice: less than servers
/// usually wait before they close.
constexpr long kShortIdle = 4;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

bool append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) {
    return false;
  }
  list.release();  // it is the head of `longer`, or there was none
  list.reset(longer);
  return true;
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* into) {
  auto& body = *static_cast<std::string*>(into);
  body.append(data, std::min(size, kMaxAnswerBytes - body.size()));
  return size;
}

std::string header_of(CURL* easy, const char* name) {
  curl_header* header = nullptr;
  return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : "";
}

/// Belfry writes seconds; the date that others may write says nothing to a clock that may be wrong.
std::optional<milliseconds> seconds_of(std::string_view text) {
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = error == std::errc() && end == text.data() + text.size() && seconds <= 1'000'000;
  return whole ? std::optional<milliseconds>(std::chrono::seconds(seconds)) : std::nullopt;
}

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw std::runtime_error("libcurl does not start");
  }
}

}  // namespace

struct Transport::Multi {
  CURLM* handle = nullptr;
  ~Multi() { curl_multi_cleanup(handle); }
};

/// libcurl reads the request and writes the answer here until the transfer is taken out.
struct Transport::Transfer {
  Request request;
  List headers;
  std::string body;
  int requests = 0;  ///< begun: more than one when a kept connection turned out to be dead
  CURLM* multi = nullptr;
  std::unique_ptr<CURL, EasyDeleter> easy;

  ~Transfer() {
    if (multi != nullptr) {
      curl_multi_remove_handle(multi, easy.get());
    }
  }

  static int count_request(void* transfer, char*, char*, int, int) {
    auto& self = *static_cast<Transfer*>(transfer);
    return ++self.requests > 1 && !self.request.repeatable ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
  }

  template <typename T>
  bool set(CURLoption option, T value) {
    return curl_easy_setopt(easy.get(), option, value) == CURLE_OK;
  }

  Answer answer(CURLcode code) {
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK || status == 0) {
      return {.cause = curl_easy_strerror(code), .unsent = requests == 0};
    }
    Answer answer{.status = static_cast<int>(status), .request_id = header_of(easy.get(), "X-Request-Id")};
    answer.retry_after = seconds_of(header_of(easy.get(), "Retry-After"));
    answer.code = text_member(body, "code");
    answer.body = std::move(body);
    return answer;
  }
};

Transport::Transport(const std::string& url, const std::string& service_key)
    : base_(checked_base(url)), authorization_("Authorization: Bearer " + checked_key(service_key)) {
  start_curl();
  multi_ = std::make_unique<Multi>();
  multi_->handle = curl_multi_init();
  if (multi_->handle == nullptr) {
    throw std::runtime_error("libcurl has no memory");
  }
}

Transport::~Transport() = default;

Transport::Id Transport::begin(Request request) {
  auto transfer = std::make_unique<Transfer>();
  transfer->request = std::move(request);
  if (start(*transfer) && curl_multi_add_handle(multi_->handle, transfer->easy.get()) == CURLM_OK) {
    transfer->multi = multi_->handle;
  }
  transfers_[++last_id_] = std::move(transfer);
  return last_id_;
}

bool Transport::start(Transfer& transfer) {
  transfer.easy.reset(curl_easy_init());
  const Request& request = transfer.request;
  if (!transfer.easy || !append(transfer.headers, authorization_) || !append(transfer.headers, "Expect:") ||
      !append(transfer.headers, "Content-Type: application/json") ||
      (!request.idempotency_key.empty() && !append(transfer.headers, "Idempotency-Key: " + request.idempotency_key))) {
    return false;
  }
  const bool is_post = !request.body.empty();
  return transfer.set(CURLOPT_URL, (base_ + request.path).c_str()) &&
         transfer.set(CURLOPT_PROTOCOLS_STR, "http,https") &&
         transfer.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
         transfer.set(CURLOPT_USERAGENT, "belfry-client") && transfer.set(CURLOPT_HTTPHEADER, transfer.headers.get()) &&
         transfer.set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count())) &&
         // Without this curl keeps time by signals, which threads do not survive.
         transfer.set(CURLOPT_NOSIGNAL, 1L) && (request.repeatable || transfer.set(CURLOPT_MAXAGE_CONN, kShortIdle)) &&
         transfer.set(CURLOPT_PREREQFUNCTION, &Transfer::count_request) &&
         transfer.set(CURLOPT_PREREQDATA, &transfer) && transfer.set(CURLOPT_PRIVATE, &transfer) &&
         transfer.set(CURLOPT_WRITEFUNCTION, &take_body) && transfer.set(CURLOPT_WRITEDATA, &transfer.body) &&
         (!is_post || (transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size())) &&
                       transfer.set(CURLOPT_POSTFIELDS, request.body.c_str())));
}

void Transport::abort(Id id) { transfers_.erase(id); }

std::vector<Transport::Finished> Transport::wait(milliseconds longest) {
  std::vector<Finished> finished;
  const auto end = [&](auto at, Answer answer) {
    finished.push_back({.id = at->first, .answer = std::move(answer)});
    return transfers_.erase(at);
  };
  for (auto at = transfers_.begin(); at != transfers_.end();) {
    at = at->second->multi != nullptr ? std::next(at) : end(at, {.cause = "libcurl has no memory", .unsent = true});
  }
  const auto collect = [&] {
    int running = 0;
    curl_multi_perform(multi_->handle, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_->handle, &left)) {
      const CURLcode code = message->data.result;
      const auto at = std::ranges::find_if(
          transfers_, [easy = message->easy_handle](const auto& one) { return one.second->easy.get() == easy; });
      Answer answer = at->second->answer(code);
      end(at, std::move(answer));
    }
  };
  collect();
  if (finished.empty()) {
    curl_multi_poll(multi_->handle, nullptr, 0, static_cast<int>(longest.count()), nullptr);
    collect();
  }
  return finished;
}

void Transport::wake() { curl_multi_wakeup(multi_->handle); }

}  // namespace belfry::client
