#include "adapters/http/routes/inbox_routes.hpp"

#include "adapters/http/routes/entity_tag.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/query.hpp"
#include "domain/text_rules.hpp"
#include "wire/inbox_json.hpp"

#include <fmt/format.h>

namespace belfry::http {
namespace {

constexpr std::size_t kChangesPage = 200;

/// The entity tag of an inbox read is the log position (product 2.2).
std::string entity_tag(const InboxState& state) { return fmt::format("\"{}\"", state.cursor().str()); }

/// Two users may be at the same rev: a browser's cache must not take one's inbox for the other's.
Response personal(Response response, const std::string& tag) {
  return std::move(response).with("ETag", tag).with("Cache-Control", "private, no-cache").with("Vary", "Authorization");
}

Response not_modified(const std::string& tag) { return personal(Response{304, {}, {}, {}}, tag); }

Response inbox_response(std::string body, const InboxState& state) {
  return personal(Response::json(200, std::move(body)), entity_tag(state));
}

Result<Response> update_response(const Result<InboxUpdate>& update) {
  if (!update) {
    return fail(update.error());
  }
  return Response::json(200, wire::state_body(update->state));
}

/// An id that is no UUID names no notification.
Result<NotificationId> notification_id(const Request& request) {
  const auto id = Uuid::parse(request.parameter("id"));
  if (!id) {
    return fail(ErrorCode::notification_not_found);
  }
  return *id;
}

Result<HistoryQuery> history_query(const Request& request) {
  HistoryQuery query;
  const auto limit = limit_of(request);
  if (!limit) {
    return fail(limit.error());
  }
  query.limit = *limit;
  if (const auto cursor = request.query("cursor")) {
    query.before = wire::parse_page_cursor(*cursor);
    if (!query.before) {
      return fail(Error::validation("/cursor", "pattern", "is not a nextCursor of a page"));
    }
  }
  const auto unread = flag_of(request, "unread");
  if (!unread) {
    return fail(unread.error());
  }
  query.unread_only = *unread;
  if (const auto type = request.query("type")) {
    if (!is_type_name(*type)) {
      return fail(Error::validation("/type", "pattern", "is not the name of a type"));
    }
    query.type = std::string(*type);
  }
  if (const auto channel = request.query("channel")) {
    if (!is_channel_name(*channel)) {
      return fail(Error::validation("/channel", "pattern", "is not the name of a channel"));
    }
    query.channel = std::string(*channel);
  }
  return query;
}

}  // namespace

void InboxRoutes::add_to(Router& router) {
  const auto as_user = [this](auto member) {
    return for_user(auth_, [this, member](UserId user, const Request& request) {
      return (this->*member)(std::move(user), request);
    });
  };
  router.add(Method::get, "/notifications", Body::none, as_user(&InboxRoutes::history));
  router.add(Method::get, "/notifications/changes", Body::none, as_user(&InboxRoutes::changes));
  router.add(Method::post, "/notifications/read-all", Body::json_optional, as_user(&InboxRoutes::read_all));
  router.add(Method::post, "/notifications/seen", Body::json, as_user(&InboxRoutes::seen));
  router.add(Method::post, "/notifications/{id}/read", Body::json_optional, as_user(&InboxRoutes::read));
  router.add(Method::delete_, "/notifications/{id}", Body::none, as_user(&InboxRoutes::remove));
}

/// Whether the caller has the inbox as it stands already; then `tag` is its entity tag. One indexed read, and none
/// without the header.
Task<bool> InboxRoutes::is_current(UserId user, const Request& request, std::string& tag) {
  if (!request.headers.has("If-None-Match")) {
    co_return false;
  }
  const auto state = co_await store_.state(std::move(user));
  if (!state) {
    co_return false;
  }
  tag = entity_tag(*state);
  co_return none_match(request, tag);
}

InboxRoutes::Answer InboxRoutes::history(UserId user, const Request& request) {
  auto query = history_query(request);
  if (!query) {
    co_return fail(query.error());
  }
  std::string tag;
  const bool current = co_await is_current(user, request, tag);
  if (current) {
    co_return not_modified(tag);
  }
  const auto page = co_await store_.history(user, std::move(*query));
  if (!page) {
    co_return fail(page.error());
  }
  std::string body = wire::history_body(page->items, page->next_before, page->state, user);
  co_return inbox_response(std::move(body), page->state);
}

InboxRoutes::Answer InboxRoutes::changes(UserId user, const Request& request) {
  const auto since = Cursor::parse(request.query("since").value_or(""));
  if (!since) {
    co_return fail(Error::validation("/since", "pattern", "is not a cursor"));
  }
  std::string tag;
  const bool current = co_await is_current(user, request, tag);
  if (current) {
    co_return not_modified(tag);
  }
  const auto page = co_await store_.changes(user, *since, kChangesPage, 0);
  if (!page) {
    co_return fail(page.error());
  }
  const auto more = page->has_more ? wire::More::yes : wire::More::no;
  co_return inbox_response(wire::changes_body(page->changes, page->reached, more, page->state), page->state);
}

InboxRoutes::Answer InboxRoutes::read(UserId user, const Request& request) {
  const auto id = notification_id(request);
  if (!id) {
    co_return fail(id.error());
  }
  const auto update = co_await store_.mark_read(std::move(user), *id, std::nullopt);
  co_return update_response(update);
}

InboxRoutes::Answer InboxRoutes::read_all(UserId user, const Request& request) {
  const auto up_to = wire::read_read_all_body(request.body);
  if (!up_to) {
    co_return fail(up_to.error());
  }
  const auto update = co_await store_.mark_all_read(std::move(user), *up_to, std::nullopt);
  co_return update_response(update);
}

InboxRoutes::Answer InboxRoutes::seen(UserId user, const Request& request) {
  const auto up_to = wire::read_seen_body(request.body);
  if (!up_to) {
    co_return fail(up_to.error());
  }
  const auto update = co_await store_.mark_seen(std::move(user), *up_to);
  co_return update_response(update);
}

InboxRoutes::Answer InboxRoutes::remove(UserId user, const Request& request) {
  const auto id = notification_id(request);
  if (!id) {
    co_return fail(id.error());
  }
  const auto update = co_await store_.remove(std::move(user), *id);
  if (!update) {
    co_return fail(update.error());
  }
  co_return Response::no_content();
}

}  // namespace belfry::http
