#include "cli/http_call.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

namespace belfry::cli {
namespace {

constexpr std::size_t kMaxAnswer = 4U << 20U;

using Handle = std::unique_ptr<CURL, decltype([](CURL* handle) { curl_easy_cleanup(handle); })>;
using HeaderList = std::unique_ptr<curl_slist, decltype([](curl_slist* list) { curl_slist_free_all(list); })>;

std::size_t keep(char* data, std::size_t size, std::size_t count, void* target) {
  auto& body = *static_cast<std::string*>(target);
  if (body.size() + size * count > kMaxAnswer) {
    return 0;
  }
  body.append(data, size * count);
  return size * count;
}

void append(HeaderList& list, const std::string& header) {
  if (curl_slist* longer = curl_slist_append(list.get(), header.c_str())) {
    [[maybe_unused]] auto* moved = list.release();
    list.reset(longer);
  }
}

HeaderList headers_of(const HttpRequest& request) {
  HeaderList list;
  append(list, "Accept: application/json, application/problem+json");
  append(list, "Expect:");
  if (request.body) {
    append(list, "Content-Type: application/json");
  }
  if (!request.bearer.empty()) {
    append(list, "Authorization: Bearer " + request.bearer);
  }
  for (const std::string& header : request.headers) {
    append(list, header);
  }
  return list;
}

std::string explain(CURLcode code, const HttpRequest& request) {
  switch (code) {
    case CURLE_COULDNT_CONNECT:
      return fmt::format("no server answers at {}: is it running? start it with `belfry serve --dev`", request.url);
    case CURLE_OPERATION_TIMEDOUT:
      return fmt::format("{} did not answer within {} s", request.url, request.timeout.count() / 1000.0);
    case CURLE_PEER_FAILED_VERIFICATION:
      return fmt::format("the certificate of {} is not trusted on this machine", request.url);
    default: return fmt::format("{}: {}", request.url, curl_easy_strerror(code));
  }
}

}  // namespace

Outcome<HttpAnswer> call(const HttpRequest& request) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const Handle handle(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) {
    return refuse("libcurl cannot start");
  }
  HttpAnswer answer;
  const HeaderList headers = headers_of(request);
  curl_easy_setopt(handle.get(), CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  // As OpenSSL reads it for sockets: libcurl has a path of its own built in.
  if (const char* authorities = std::getenv("SSL_CERT_FILE")) {
    curl_easy_setopt(handle.get(), CURLOPT_CAINFO, authorities);
  }
  if (request.body) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, request.body->data());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
  }
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK) {
    return refuse(explain(code, request));
  }
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace belfry::cli
