#include "adapters/http/routes/announcement_routes.hpp"

#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/path_ids.hpp"
#include "wire/announcement_json.hpp"

#include <utility>

namespace belfry::http {
namespace {

Origin origin_of(const Request& request) {
  return {.connection = 0, .request_id = request.request_id, .correlation_id = request.correlation_id};
}

}  // namespace

void AnnouncementRoutes::add_to(Router& router) {
  const auto editing = [this](const std::string&, const Request& request) {
    return edit(request);
  };
  const auto recalling = [this](const std::string&, const Request& request) {
    return recall(request);
  };
  router.add(Method::patch, "/announcements/{id}", Body::json, for_service(auth_, Scope::publish, editing));
  router.add(Method::delete_, "/announcements/{id}", Body::none, for_service(auth_, Scope::publish, recalling));
}

Task<Result<Response>> AnnouncementRoutes::edit(const Request& request) {
  const auto id = notification_id_of(request);
  if (!id) {
    co_return fail(id.error());
  }
  auto patch = wire::read_announcement_patch(request.body, clock_.now());
  if (!patch) {
    co_return fail(std::move(patch.error()));
  }
  const auto edited = co_await announcements_.edit(*id, std::move(*patch), origin_of(request));
  if (!edited) {
    co_return fail(edited.error());
  }
  co_return Response::json(200, wire::announcement_body(*edited->notification, edited->changed));
}

Task<Result<Response>> AnnouncementRoutes::recall(const Request& request) {
  const auto id = notification_id_of(request);
  if (!id) {
    co_return fail(id.error());
  }
  const auto recalled = co_await announcements_.recall(*id, origin_of(request));
  if (!recalled) {
    co_return fail(recalled.error());
  }
  co_return Response::no_content();
}

}  // namespace belfry::http
