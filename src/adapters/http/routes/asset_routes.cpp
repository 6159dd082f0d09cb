#include "adapters/http/routes/asset_routes.hpp"

#include "adapters/http/problem.hpp"
#include "adapters/http/routes/accepted_coding.hpp"
#include "adapters/http/routes/entity_tag.hpp"

#include <fmt/format.h>

#include <utility>

namespace belfry::http {
namespace {

/// No script and no style but the application's own files: what a notification says can run nowhere.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Every feature that a page could ask its user for, given to nobody.
constexpr const char* kNoFeatures =
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=()";

constexpr const char* kImmutable = "public, max-age=31536000, immutable";

/// Having an answer of their own keeps the routes out of the description of the API; it is the common one.
Response fault_answer(Fault fault, const Request& request) { return problem(fault, request); }

Task<Response> at_once(Response response) { co_return response; }

}  // namespace

AssetRoutes::AssetRoutes(assets::AssetSet assets, const std::string& socket_origin)
    : assets_(assets), policy_(fmt::format(kPolicy, socket_origin)) {}

void AssetRoutes::add_to(Router& router) {
  for (const std::string_view path : kPages) {
    add(router, std::string(path), &AssetRoutes::page);
  }
  add(router, "/favicon.svg", &AssetRoutes::icon);
  add(router, "/assets/{name*}", &AssetRoutes::file);
}

void AssetRoutes::add(Router& router, std::string pattern, Answer answer) {
  router.add(Route{.pattern = std::move(pattern),
                   .method = Method::get,
                   .body = Body::none,
                   .handler = [this, answer](const Request& request) { return at_once((this->*answer)(request)); },
                   .body_limit = std::nullopt,
                   .fault_answer = &fault_answer});
}

Response AssetRoutes::page(const Request& request) const {
  return answer(request, "index.html", Caching::ask_each_time);
}

Response AssetRoutes::icon(const Request& request) const {
  return answer(request, "favicon.svg", Caching::ask_each_time);
}

Response AssetRoutes::file(const Request& request) const {
  return answer(request, "assets/" + request.parameter("name"), Caching::keep);
}

Response AssetRoutes::answer(const Request& request, std::string_view path, Caching caching) const {
  if (assets_.empty()) {
    return problem(Fault::not_found, request, "This server was built without the dashboard");
  }
  const assets::Asset* asset = assets_.find(path);
  if (asset == nullptr) {
    return problem(Fault::not_found, request);
  }
  const bool packed = !asset->gzip.empty() && accepts_gzip(request);
  const std::string_view tag = packed ? asset->gzip_etag : asset->etag;
  Response response{304, {}, {}, {}};
  if (!none_match(request, tag)) {
    response = {200, std::string(asset->media_type), std::string(packed ? asset->gzip : asset->bytes), {}};
    if (packed) {
      response.with("Content-Encoding", "gzip");
    }
  }
  if (!asset->gzip.empty()) {
    response.with("Vary", "Accept-Encoding");
  }
  return std::move(response)
      .with("ETag", std::string(tag))
      .with("Cache-Control", caching == Caching::keep ? kImmutable : "no-cache")
      .with("Content-Security-Policy", policy_)
      .with("Referrer-Policy", "no-referrer")
      .with("Permissions-Policy", kNoFeatures)
      .with("Cross-Origin-Opener-Policy", "same-origin");
}

}  // namespace belfry::http
