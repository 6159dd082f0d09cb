#include "endpoint.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace belfry::client {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

bool has(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  const bool found = curl_url_get(url, part, &text, 0) == CURLUE_OK;
  curl_free(text);
  return found;
}

}  // namespace

std::string checked_base(const std::string& url) {
  const std::unique_ptr<CURLU, UrlDeleter> parsed(curl_url());
  const bool is_web = url.starts_with("http://") || url.starts_with("https://");
  if (!parsed || !is_web || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    throw std::invalid_argument("url must be http or https and name a host");
  }
  if (has(parsed.get(), CURLUPART_USER) || has(parsed.get(), CURLUPART_PASSWORD) ||
      has(parsed.get(), CURLUPART_QUERY) || has(parsed.get(), CURLUPART_FRAGMENT)) {
    throw std::invalid_argument("url must have no credentials, query or fragment");
  }
  return url.substr(0, url.find_last_not_of('/') + 1);
}

std::string checked_key(const std::string& service_key) {
  const bool printable = std::ranges::all_of(service_key, [](char c) { return c > ' ' && c <= '~'; });
  if (service_key.empty() || !printable) {
    throw std::invalid_argument("service_key must be printable ASCII without spaces");
  }
  return service_key;
}

}  // namespace belfry::client
