#include "adapters/http/plan.hpp"

#include "adapters/http/cors.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/request_ids.hpp"
#include "push/deflate_offer.hpp"
#include "push/handshake.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace belfry::http {
namespace {

/// `application/json` or a format on top of it (RFC 6839 section 3.1), such as `application/merge-patch+json`.
bool is_json(std::string_view content_type) {
  const std::string type = lower_case(trimmed(content_type.substr(0, content_type.find(';'))));
  return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

std::optional<Fault> fault_in(const Request& request, const RequestHead& head) {
  const std::size_t hosts = request.headers.count("Host");
  const bool host_missing = hosts == 0 && head.version == RequestHead::Version::http_1_1;
  if (request.target.path.empty() || host_missing || hosts > 1) {
    return Fault::bad_request;
  }
  return std::nullopt;
}

Plan answered(Response response) {
  Plan plan;
  plan.answer = std::move(response);
  return plan;
}

Plan plan_handshake(const Request& request, const RequestHead& head, UpgradeHandler& handler,
                    push::Compression compression) {
  const push::OpeningRequest opening{name_of(request.method),
                                     head.version == RequestHead::Version::http_1_1 ? 11U : 10U,
                                     [&request](std::string_view name) {
                                       std::vector<std::string_view> values;
                                       for (const Header& field : request.headers) {
                                         if (equal_ignoring_case(field.name, name)) {
                                           values.push_back(field.value);
                                         }
                                       }
                                       return values;
                                     }};
  auto accepted = push::check_handshake(opening);
  if (!accepted) {
    const push::HandshakeRefusal& refusal = accepted.error();
    const Fault fault = refusal.status == 426 ? Fault::upgrade_required : Fault::bad_request;
    Response response = problem(fault, request, std::string(refusal.detail));
    if (!refusal.field_name.empty()) {
      response.with(std::string(refusal.field_name), std::string(refusal.field_value));
    }
    return answered(std::move(response));
  }
  if (head.has_body) {
    return answered(problem(Fault::bad_request, request, "An opening handshake has no body"));
  }
  Plan plan;
  plan.handshake = Plan::Handshake{&handler, {}, std::move(*accepted), std::nullopt};
  if (compression == push::Compression::deflate) {
    plan.handshake->extension = push::take_deflate_offer(opening.fields("Sec-WebSocket-Extensions"));
  }
  const std::string offered = request.headers.joined("Sec-WebSocket-Protocol");
  for (const std::string_view name : list_elements(offered)) {
    plan.handshake->offer.subprotocols.emplace_back(name);
  }
  return plan;
}

/// The path is known, the method has no route.
Plan plan_without_route(const Request& request, const Router::Match& match) {
  std::vector<Method> allowed = match.allowed;
  if (match.upgrade != nullptr && std::ranges::find(allowed, Method::get) == allowed.end()) {
    allowed.push_back(Method::get);
  }
  if (request.method == Method::options) {
    return answered(Response::no_content().with("Allow", allow_list(allowed)));
  }
  if (match.upgrade != nullptr && (request.method == Method::get || request.method == Method::head)) {
    return answered(problem(Fault::upgrade_required, request).with("Upgrade", "websocket"));
  }
  return answered(problem(Fault::method_not_allowed, request).with("Allow", allow_list(allowed)));
}

}  // namespace

Request request_from(RequestHead& head, const Arrival& arrival, const ServerCore& core) {
  Request request;
  request.method = head.method;
  request.headers = std::move(head.headers);
  request.shard = arrival.shard;
  request.source = core.proxies.client_of(arrival.peer, request.headers.joined("X-Forwarded-For"));
  request.request_id = request_id_from(request.headers.get("X-Request-Id"), core.clock.now());
  request.correlation_id = correlation_id_from(request.headers.get("X-Correlation-Id"));
  if (auto target = parse_target(head.target)) {
    request.target = std::move(*target);
  }
  return request;
}

Plan plan_for(Request& request, const RequestHead& head, const ServerCore& core) {
  if (const auto fault = fault_in(request, head)) {
    return answered(problem(*fault, request));
  }
  Router::Match match = core.router.find(request.method, request.target.segments);
  if (match.allowed.empty() && match.upgrade == nullptr) {
    return answered(problem(Fault::not_found, request));
  }
  if (is_preflight(request)) {
    return answered(preflight_answer(std::string(request.header("Origin")), match.allowed, core.origins));
  }
  if (match.upgrade != nullptr && request.method == Method::get && request.headers.lists("Upgrade", "websocket")) {
    return plan_handshake(request, head, *match.upgrade, core.settings.compression);
  }
  if (match.route == nullptr) {
    return plan_without_route(request, match);
  }
  request.route = match.route->pattern;
  request.parameters = std::move(match.parameters);
  const bool takes_json = match.route->body == Body::json || match.route->body == Body::json_optional;
  if (takes_json && head.has_body && !is_json(request.header("Content-Type"))) {
    return answered(problem(Fault::unsupported_media_type, request));
  }
  Plan plan;
  plan.route = match.route;
  return plan;
}

Request outline_of(const Request& request) {
  Request outline;
  outline.method = request.method;
  outline.target.path = request.target.path;
  outline.route = request.route;
  outline.request_id = request.request_id;
  outline.correlation_id = request.correlation_id;
  outline.headers.add("Origin", std::string(request.header("Origin")));
  return outline;
}

}  // namespace belfry::http
