#include "adapters/http/call_handler.hpp"

#include "adapters/http/problem.hpp"
#include "base/log.hpp"

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace belfry::http {
namespace {

Response internal_error(const Request& request, const char* what) {
  log::error("http:error", {{"route", request.route},
                            {"requestId", request.request_id},
                            {"correlationId", request.correlation_id},
                            {"error", what}});
  return problem(Error(ErrorCode::internal_error), request);
}

}  // namespace

Task<Response> call_handler(const Route& route, Request request) {
  const Request outline = outline_of(request);
  try {
    co_return co_await route.handler(std::move(request));
  } catch (const std::exception& error) {
    co_return internal_error(outline, error.what());
  }
}

Task<UpgradeOutcome> call_upgrade_handler(UpgradeHandler& handler, Request request, UpgradeOffer offer) {
  const Request outline = outline_of(request);
  try {
    co_return co_await handler.decide(std::move(request), std::move(offer));
  } catch (const std::exception& error) {
    co_return internal_error(outline, error.what());
  }
}

std::string switching_protocols(const Plan::Handshake& handshake, const std::optional<std::string>& subprotocol,
                                const Request& request) {
  std::string head = fmt::format(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: {}\r\nX-Request-Id: {}\r\n",
      handshake.accept_value, request.request_id);
  if (subprotocol) {
    head += fmt::format("Sec-WebSocket-Protocol: {}\r\n", *subprotocol);
  }
  if (handshake.extension) {
    head += fmt::format("Sec-WebSocket-Extensions: {}\r\n", *handshake.extension);
  }
  return head + "\r\n";
}

}  // namespace belfry::http
