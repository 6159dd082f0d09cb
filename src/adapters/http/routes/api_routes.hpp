#pragma once

#include "adapters/http/openapi/document.hpp"
#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"

#include <memory>
#include <string>

namespace belfry::http {

/// `GET /openapi.json` and `GET /asyncapi.json` (product 6.4). Outlives the server that routes to it.
class ApiRoutes {
 public:
  /// `asyncapi` is the finished text of that document.
  ApiRoutes(openapi::About about, NotificationTypes types, std::string asyncapi);

  /// Describes what the router has at that moment, itself included: to be called last. A route without a description is
  /// left out, and logged as `api:undescribed`.
  void add_to(Router& router);

 private:
  struct Text;

  static Task<Response> answer(std::shared_ptr<const Text> text, Request request);
  static void add(Router& router, const char* pattern, std::shared_ptr<const Text> text);

  const openapi::About about_;
  const NotificationTypes types_;
  const std::shared_ptr<const Text> asyncapi_;
};

}  // namespace belfry::http
