#include "adapters/http/routes/management_routes.hpp"

#include "adapters/http/routes/aws_error.hpp"
#include "adapters/http/routes/connection_view.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::string_view kRequestId = "x-amzn-RequestId";

/// SDKs whose endpoint ends in a slash send two of them.
constexpr std::array<const char*, 4> kPatterns = {"/@connections/{id}", "//@connections/{id}",
                                                  "/{stage}/@connections/{id}", "/{stage}//@connections/{id}"};

/// 15 characters of base64url and `=`: an id that API Gateway gave, and that is in nobody's hands here.
bool is_of_api_gateway(std::string_view id) {
  constexpr std::size_t kLength = 16;
  const auto is_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return id.size() == kLength && id.ends_with('=') && std::ranges::all_of(id.substr(0, kLength - 1), is_digit);
}

sigv4::SignedRequest as_signed(const Request& request) {
  sigv4::SignedRequest made{.method = name_of(request.method),
                            .raw_path = request.target.path,
                            .raw_query = request.target.raw_query,
                            .headers = {},
                            .body = request.body};
  for (const Header& field : request.headers) {
    made.headers.emplace_back(lower_case(field.name), field.value);
  }
  return made;
}

Response answer_to(const Request& request, Response response) {
  return std::move(response).with(std::string(kRequestId), request.request_id);
}

Response fault_answer(Fault fault, const Request& request) { return answer_to(request, aws_error(fault)); }

}  // namespace

void ManagementRoutes::add_to(Router& router) {
  const auto add = [&](const char* pattern, Method method, Task<Response> (ManagementRoutes::*work)(Request)) {
    router.add(Route{.pattern = pattern,
                     .method = method,
                     .body = Body::any,
                     .handler = [this, work](Request request) { return (this->*work)(std::move(request)); },
                     .body_limit = kMaxMessageBytes,
                     .fault_answer = fault_answer});
  };
  for (const char* pattern : kPatterns) {
    add(pattern, Method::post, &ManagementRoutes::post);
    add(pattern, Method::get, &ManagementRoutes::get);
    add(pattern, Method::delete_, &ManagementRoutes::remove);
  }
}

std::optional<sigv4::Refusal> ManagementRoutes::refusal_of(const Request& request) const {
  if (unsigned_ == Unsigned::allow && !request.headers.has("Authorization")) {
    return std::nullopt;
  }
  return verifier_.verify(as_signed(request), parts_.clock.now()).refusal;
}

ManagementRoutes::Addressed ManagementRoutes::address(const Request& request) const {
  if (const auto refusal = refusal_of(request)) {
    return std::unexpected(aws_error(*refusal));
  }
  const std::string& id = request.parameter("id");
  if (const auto key = parts_.connections.key_of(id)) {
    return Target{id, *key};
  }
  if (is_of_api_gateway(id)) {
    return std::unexpected(aws_error(Error(ErrorCode::gone)));
  }
  const bool is_text = count_characters(id).has_value();
  return std::unexpected(aws_error(
      400, "BadRequestException", fmt::format("Invalid connectionId: {}", is_text ? std::string_view(id) : "no text")));
}

Task<Result<void>> ManagementRoutes::send_once(ConnectionKey key, Request request) {
  const auto invocation = Uuid::parse(request.header("amz-sdk-invocation-id"));
  if (!invocation) {
    co_return co_await parts_.broadcast.send_bytes(key, std::move(request.body));
  }
  const RecentCalls::Call call{*invocation, key};
  if (!recent_.begin(call, parts_.clock.steady_now())) {
    co_return Result<void>{};
  }
  const auto sent = co_await parts_.broadcast.send_bytes(key, std::move(request.body));
  if (!sent) {
    recent_.forget(call);
  }
  co_return sent;
}

Task<Response> ManagementRoutes::post(Request request) {
  auto target = address(request);
  if (!target) {
    co_return answer_to(request, std::move(target.error()));
  }
  Response response = Response::json(200, "").with(std::string(kRequestId), request.request_id);
  const auto sent = co_await send_once(target->key, std::move(request));
  if (!sent) {
    const std::string request_id = std::string(response.headers.get(kRequestId));
    co_return aws_error(sent.error()).with(std::string(kRequestId), request_id);
  }
  co_return response;
}

Task<Response> ManagementRoutes::get(Request request) {
  auto target = address(request);
  if (!target) {
    co_return answer_to(request, std::move(target.error()));
  }
  const auto found = co_await parts_.connections.find(std::move(target->id));
  co_return answer_to(
      request, found ? Response::json(200, wire::get_connection_body(view_of(*found))) : aws_error(found.error()));
}

Task<Response> ManagementRoutes::remove(Request request) {
  auto target = address(request);
  if (!target) {
    co_return answer_to(request, std::move(target.error()));
  }
  const auto done = co_await parts_.connections.disconnect(std::move(target->id), CloseCode::normal, "DISCONNECTED");
  co_return answer_to(request, done ? Response::no_content() : aws_error(done.error()));
}

}  // namespace belfry::http
