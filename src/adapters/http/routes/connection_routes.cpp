#include "adapters/http/routes/connection_routes.hpp"

#include "adapters/http/routes/connection_view.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/path_ids.hpp"
#include "adapters/http/routes/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::string_view kReason = "DISCONNECTED";

/// The connection that ends the page before; 0 without a cursor.
Result<ConnectionKey> after_of(const Request& request, const app::Connections& connections) {
  const auto cursor = request.query("cursor");
  if (!cursor) {
    return ConnectionKey{0};
  }
  const auto key = connections.key_of(*cursor);
  if (!key) {
    return fail(Error::validation("/cursor", "format", "is a nextCursor of an earlier page"));
  }
  return *key;
}

Result<std::optional<UserId>> user_of(const Request& request) {
  const auto id = request.query("userId");
  if (!id) {
    return std::nullopt;
  }
  auto user = user_id_at(std::string(*id), "/userId");
  if (!user) {
    return fail(std::move(user.error()));
  }
  return std::optional(std::move(*user));
}

}  // namespace

void ConnectionRoutes::add_to(Router& router) {
  const auto add = [&](Method method, const char* pattern, Body body, ServiceWork work,
                       std::optional<std::size_t> body_limit = std::nullopt) {
    router.add(method, pattern, body, for_service(parts_.auth, Scope::connections, std::move(work)), body_limit);
  };
  add(Method::get, "/connections", Body::none,
      [this](const std::string&, const Request& request) { return list(request); });
  add(Method::get, "/connections/{id}", Body::none,
      [this](const std::string&, const Request& request) { return show(request.parameter("id")); });
  add(
      Method::post, "/connections/{id}", Body::any,
      [this](const std::string&, const Request& request) { return send(request.parameter("id"), request.body); },
      settings_.message_bytes);
  add(Method::delete_, "/connections/{id}", Body::none,
      [this](const std::string&, const Request& request) { return disconnect(request.parameter("id")); });
  add(Method::delete_, "/users/{id}/connections", Body::none,
      [this](const std::string&, const Request& request) { return disconnect_user(request.parameter("id")); });
}

Task<app::ConnectionPage> ConnectionRoutes::page_of(std::optional<UserId> user, ConnectionKey after,
                                                    std::size_t limit) {
  if (!user) {
    co_return co_await parts_.connections.list(after, limit);
  }
  app::ConnectionPage page{.connections = co_await parts_.connections.of_user(std::move(*user)), .next = std::nullopt};
  std::erase_if(page.connections, [after](const app::ConnectionInfo& info) { return info.record.key <= after; });
  if (page.connections.size() > limit) {
    page.connections.resize(limit);
    page.next = page.connections.back().record.key;
  }
  co_return page;
}

Task<Result<std::vector<wire::ConnectionView>>> ConnectionRoutes::views_of(Infos infos) {
  std::map<std::string, std::vector<std::string>> channels;
  std::vector<wire::ConnectionView> views;
  for (const app::ConnectionInfo& info : infos) {
    wire::ConnectionView view = view_of(info);
    auto known = channels.find(view.user_id);
    if (known == channels.end()) {
      auto read = co_await parts_.subscriptions.channels(info.user);
      if (!read) {
        co_return fail(std::move(read.error()));
      }
      known = channels.emplace(view.user_id, std::move(*read)).first;
    }
    view.subscriptions = known->second;
    view.node_id = settings_.node_id;
    views.push_back(std::move(view));
  }
  co_return views;
}

Task<Result<Response>> ConnectionRoutes::list(const Request& request) {
  const auto limit = limit_of(request);
  const auto after = after_of(request, parts_.connections);
  auto user = user_of(request);
  if (!limit || !after || !user) {
    co_return fail(!limit ? limit.error() : !after ? after.error() : user.error());
  }
  app::ConnectionPage page = co_await page_of(std::move(*user), *after, *limit);
  const std::string next = page.next ? page.connections.back().record.connection_id() : std::string();
  const auto views = co_await views_of(std::move(page.connections));
  if (!views) {
    co_return fail(views.error());
  }
  co_return Response::json(200, wire::connections_body(*views, next));
}

Task<Result<Response>> ConnectionRoutes::show(std::string id) {
  auto found = co_await parts_.connections.find(std::move(id));
  if (!found) {
    co_return fail(std::move(found.error()));
  }
  Infos one;
  one.push_back(std::move(*found));
  const auto views = co_await views_of(std::move(one));
  if (!views) {
    co_return fail(views.error());
  }
  co_return Response::json(200, wire::connection_body(views->front()));
}

Task<Result<Response>> ConnectionRoutes::send(std::string id, std::string message) {
  const auto key = parts_.connections.key_of(id);
  if (!key) {
    co_return fail(ErrorCode::gone);
  }
  const auto sent = co_await parts_.broadcast.send_bytes(*key, std::move(message));
  if (!sent) {
    co_return fail(sent.error());
  }
  co_return Response::json(200, "{}");
}

Task<Result<Response>> ConnectionRoutes::disconnect(std::string id) {
  const auto done = co_await parts_.connections.disconnect(std::move(id), CloseCode::disconnected_by_application,
                                                           std::string(kReason));
  if (!done) {
    co_return fail(done.error());
  }
  co_return Response::no_content();
}

Task<Result<Response>> ConnectionRoutes::disconnect_user(std::string id) {
  auto user = user_id_at(std::move(id), "/id");
  if (!user) {
    co_return fail(std::move(user.error()));
  }
  const std::size_t count = co_await parts_.connections.disconnect_user(
      std::move(*user), CloseCode::disconnected_by_application, std::string(kReason));
  co_return Response::json(200, fmt::format(R"({{"disconnected":{}}})", count));
}

}  // namespace belfry::http
