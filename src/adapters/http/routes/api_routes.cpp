#include "adapters/http/routes/api_routes.hpp"

#include "adapters/http/routes/entity_tag.hpp"
#include "base/log.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace belfry::http {

/// A document and its tag, shared by the routes of every address.
struct ApiRoutes::Text {
  std::string body;
  std::string tag;

  explicit Text(std::string text) : body(std::move(text)), tag(tag_of_text(body)) {}
};

ApiRoutes::ApiRoutes(openapi::About about, NotificationTypes types, std::string asyncapi)
    : about_(std::move(about)),
      types_(std::move(types)),
      asyncapi_(std::make_shared<const Text>(std::move(asyncapi))) {}

void ApiRoutes::add_to(Router& router) {
  add(router, "/asyncapi.json", asyncapi_);
  // The document describes its own route too: the route is there before its text is.
  auto text = std::make_shared<std::shared_ptr<const Text>>();
  router.add(Method::get, "/openapi.json", Body::none,
             [text](Request request) { return answer(*text, std::move(request)); });
  const openapi::Document document = openapi::document(router, about_, types_);
  for (const std::string& route : document.undescribed) {
    log::warning("api:undescribed", {{"route", route}});
  }
  *text = std::make_shared<const Text>(boost::json::serialize(document.json));
}

void ApiRoutes::add(Router& router, const char* pattern, std::shared_ptr<const Text> text) {
  router.add(Method::get, pattern, Body::none,
             [text = std::move(text)](Request request) { return answer(text, std::move(request)); });
}

Task<Response> ApiRoutes::answer(std::shared_ptr<const Text> text, Request request) {
  Response response = none_match(request, text->tag) ? Response{304, {}, {}, {}} : Response::json(200, text->body);
  co_return std::move(response).with("ETag", text->tag).with("Cache-Control", "no-cache");
}

}  // namespace belfry::http
