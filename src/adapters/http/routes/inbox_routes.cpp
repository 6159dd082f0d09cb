#include "adapters/http/routes/inbox_routes.hpp"

#include "adapters/http/problem.hpp"
#include "adapters/http/routes/query.hpp"
#include "domain/text_rules.hpp"
#include "wire/inbox_json.hpp"

#include <fmt/format.h>

namespace belfry::http {
namespace {

constexpr std::size_t kChangesPage = 200;

/// The entity tag of an inbox read is the log position (product 2.2).
std::string entity_tag(const InboxState& state) { return fmt::format("\"{}\"", state.cursor().str()); }

bool matches(const Request& request, const std::string& tag) {
  const std::string tags = request.headers.joined("If-None-Match");
  for (std::string_view candidate : list_elements(tags)) {
    if (candidate.starts_with("W/")) {
      candidate.remove_prefix(2);
    }
    if (candidate == tag || candidate == "*") {
      return true;
    }
  }
  return false;
}

Response not_modified(const std::string& tag) { return Response{304, {}, {}, {}}.with("ETag", tag); }

Response inbox_response(std::string body, const InboxState& state) {
  return Response::json(200, std::move(body)).with("ETag", entity_tag(state)).with("Cache-Control", "private, no-cache");
}

Response update_response(const Result<InboxUpdate>& update, const Request& request) {
  return update ? Response::json(200, wire::state_body(update->state)) : problem(update.error(), request);
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
  const auto bind = [this](auto member) {
    return [this, member](Request request) { return (this->*member)(std::move(request)); };
  };
  router.add(Method::get, "/notifications", Body::none, bind(&InboxRoutes::history));
  router.add(Method::get, "/notifications/changes", Body::none, bind(&InboxRoutes::changes));
  router.add(Method::post, "/notifications/read-all", Body::json_optional, bind(&InboxRoutes::read_all));
  router.add(Method::post, "/notifications/seen", Body::json, bind(&InboxRoutes::seen));
  router.add(Method::post, "/notifications/{id}/read", Body::json_optional, bind(&InboxRoutes::read));
  router.add(Method::delete_, "/notifications/{id}", Body::none, bind(&InboxRoutes::remove));
}

Task<Response> InboxRoutes::history(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  auto query = history_query(request);
  if (!query) {
    co_return problem(query.error(), request);
  }
  if (request.headers.has("If-None-Match")) {
    const auto state = co_await store_.state(caller->user);
    if (state && matches(request, entity_tag(*state))) {
      co_return not_modified(entity_tag(*state));
    }
  }
  const auto page = co_await store_.history(caller->user, std::move(*query));
  if (!page) {
    co_return problem(page.error(), request);
  }
  std::string body = wire::history_body(page->items, page->next_before, page->state, caller->user);
  co_return inbox_response(std::move(body), page->state);
}

Task<Response> InboxRoutes::changes(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  const auto since = Cursor::parse(request.query("since").value_or(""));
  if (!since) {
    co_return problem(Error::validation("/since", "pattern", "is not a cursor"), request);
  }
  if (request.headers.has("If-None-Match")) {
    const auto state = co_await store_.state(caller->user);
    if (state && matches(request, entity_tag(*state))) {
      co_return not_modified(entity_tag(*state));
    }
  }
  const auto page = co_await store_.changes(caller->user, *since, kChangesPage, 0);
  if (!page) {
    co_return problem(page.error(), request);
  }
  const auto more = page->has_more ? wire::More::yes : wire::More::no;
  co_return inbox_response(wire::changes_body(page->changes, more, page->state), page->state);
}

Task<Response> InboxRoutes::read(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  const auto id = notification_id(request);
  if (!id) {
    co_return problem(id.error(), request);
  }
  const auto update = co_await store_.mark_read(caller->user, *id, std::nullopt);
  co_return update_response(update, request);
}

Task<Response> InboxRoutes::read_all(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  const auto up_to = wire::read_read_all_body(request.body);
  if (!up_to) {
    co_return problem(up_to.error(), request);
  }
  const auto update = co_await store_.mark_all_read(caller->user, *up_to, std::nullopt);
  co_return update_response(update, request);
}

Task<Response> InboxRoutes::seen(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  const auto up_to = wire::read_seen_body(request.body);
  if (!up_to) {
    co_return problem(up_to.error(), request);
  }
  const auto update = co_await store_.mark_seen(caller->user, *up_to);
  co_return update_response(update, request);
}

Task<Response> InboxRoutes::remove(Request request) {
  const auto caller = co_await auth_.user(std::string(request.bearer_token()));
  if (!caller) {
    co_return problem(caller.error(), request);
  }
  const auto id = notification_id(request);
  if (!id) {
    co_return problem(id.error(), request);
  }
  const auto update = co_await store_.remove(caller->user, *id);
  co_return update ? Response::no_content() : problem(update.error(), request);
}

}  // namespace belfry::http
