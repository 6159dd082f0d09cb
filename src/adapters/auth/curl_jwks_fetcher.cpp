#include "adapters/auth/curl_jwks_fetcher.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <string_view>

namespace belfry::auth {
namespace {

constexpr long kMaxRedirects = 3;
constexpr long kOk = 200;

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// Fewer bytes taken than given makes curl fail the transfer.
std::size_t append_body(char* data, std::size_t, std::size_t size, void* target) {
  auto& body = *static_cast<std::string*>(target);
  if (body.size() + size > kMaxJwksBytes) {
    return 0;
  }
  body.append(data, size);
  return size;
}

Failure unavailable(std::string reason) {
  return fail(Error::logged(ErrorCode::store_unavailable, "JWKS fetch: " + std::move(reason)));
}

/// The only scheme that the request and its redirects may have; null when it is none of ours.
const char* allowed_scheme(std::string_view url) {
  if (url.starts_with("https://")) {
    return "https";
  }
  return url.starts_with("http://") ? "http" : nullptr;
}

bool configure(CURL* handle, const std::string& url, const char* scheme, std::chrono::milliseconds timeout) {
  return curl_easy_setopt(handle, CURLOPT_URL, url.c_str()) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, scheme) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, scheme) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_MAXREDIRS, kMaxRedirects) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count())) == CURLE_OK &&
         // Without this curl keeps time by signals, which threads do not survive.
         curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_USERAGENT, "belfry") == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &append_body) == CURLE_OK;
}

}  // namespace

CurlJwksFetcher::CurlJwksFetcher(std::chrono::milliseconds timeout) : timeout_(timeout) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw std::runtime_error(fmt::format("libcurl does not start: {}", curl_easy_strerror(started)));
  }
}

Result<std::string> CurlJwksFetcher::fetch(const std::string& url) {
  const char* scheme = allowed_scheme(url);
  if (scheme == nullptr) {
    return unavailable("neither http nor https");
  }
  const std::unique_ptr<CURL, CurlDeleter> handle(curl_easy_init());
  const std::unique_ptr<curl_slist, ListDeleter> headers(curl_slist_append(nullptr, "Accept: application/json"));
  std::string body;
  if (handle == nullptr || headers == nullptr || !configure(handle.get(), url, scheme, timeout_) ||
      curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get()) != CURLE_OK ||
      curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &body) != CURLE_OK) {
    return unavailable("libcurl refused an option");
  }
  const CURLcode outcome = curl_easy_perform(handle.get());
  if (outcome != CURLE_OK) {
    return unavailable(curl_easy_strerror(outcome));
  }
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk) {
    return unavailable(fmt::format("status {}", status));
  }
  return body;
}

}  // namespace belfry::auth
