#include "adapters/http/cors.hpp"

#include <algorithm>

namespace belfry::http {

void add_cors(Response& response, const std::string& origin, const OriginRule& origins) {
  const std::string vary = response.headers.joined("Vary");
  response.headers.set("Vary", vary.empty() ? "Origin" : vary + ", Origin");
  if (origin.empty() || !origins.allows(origin)) {
    return;
  }
  response.headers.set("Access-Control-Allow-Origin", origin);
  response.headers.set("Access-Control-Expose-Headers",
                       "ETag, Retry-After, X-Request-Id, RateLimit, Idempotency-Replayed");
}

bool is_preflight(const Request& request) {
  return request.method == Method::options && request.headers.has("Origin") &&
         request.headers.has("Access-Control-Request-Method");
}

Response preflight_answer(const std::string& origin, const std::vector<Method>& methods, const OriginRule& origins) {
  Response response = Response::no_content();
  if (origins.allows(origin)) {
    response.with("Access-Control-Allow-Methods", allow_list(methods))
        .with("Access-Control-Allow-Headers",
              "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, X-Correlation-Id")
        .with("Access-Control-Max-Age", "600");
  }
  return response;
}

std::string allow_list(const std::vector<Method>& methods) {
  std::string list;
  const auto append = [&list](Method method) {
    list.append(list.empty() ? "" : ", ").append(name_of(method));
  };
  for (const Method method : methods) {
    append(method);
    if (method == Method::get) {
      append(Method::head);
    }
  }
  if (std::ranges::find(methods, Method::options) == methods.end()) {
    append(Method::options);
  }
  return list;
}

}  // namespace belfry::http
