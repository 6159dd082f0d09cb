#include "adapters/http/routes/socket_route.hpp"

#include "adapters/http/problem.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace belfry::http {
namespace {

constexpr std::string_view kBearerEntry = "bearer.";

/// The first offered subprotocol that is ours decides the dialect; only that one is echoed.
std::optional<DialectKind> offered_dialect(const UpgradeOffer& offer) {
  for (const std::string& subprotocol : offer.subprotocols) {
    for (const DialectKind kind : kOwnDialects) {
      if (subprotocol == subprotocol_of(kind)) {
        return kind;
      }
    }
  }
  return std::nullopt;
}

/// What a path speaks when no subprotocol was offered: the dialect that it names, `notifications` at the bare one.
DialectKind dialect_of_path(const Request& request) {
  const std::string_view name = request.target.segments.back();
  const auto named = std::ranges::find(kOwnDialects, name, [](DialectKind kind) { return name_of(kind); });
  return named == kOwnDialects.end() ? DialectKind::notifications : *named;
}

/// A `since` that is no cursor at all is treated like one of another life of the log: the client is told to resync,
/// which it can act on, where a refused handshake would leave a browser without a word.
std::optional<Cursor> since_of(const Request& request) {
  const auto since = request.query("since");
  if (!since || since->empty()) {
    return std::nullopt;
  }
  return Cursor::parse(*since).value_or(Cursor{});
}

}  // namespace

std::string credential_of(const Request& request, const UpgradeOffer& offer) {
  if (const auto token = request.query("token")) {
    return std::string(*token);
  }
  for (const std::string& subprotocol : offer.subprotocols) {
    if (subprotocol.starts_with(kBearerEntry)) {
      return subprotocol.substr(kBearerEntry.size());
    }
  }
  return std::string(request.bearer_token());
}

/// Holds the place in the directory until the socket is there or has gone.
class SocketRoute::Admitted final : public Adoption {
 public:
  Admitted(SocketRoute& route, std::uint32_t shard, app::Session::Opening opening)
      : route_(route), shard_(shard), opening_(std::move(opening)) {}

  void accepted(push::Upgraded upgraded) override { route_.open_(shard_, std::move(upgraded), std::move(opening_)); }
  void abandoned() override { route_.connect_.abandon(opening_); }

 private:
  SocketRoute& route_;
  const std::uint32_t shard_;
  app::Session::Opening opening_;
};

void SocketRoute::add_to(Router& router) {
  router.add_upgrade("/ws", *this);
  for (const DialectKind kind : kOwnDialects) {
    router.add_upgrade(fmt::format("/ws/{}", name_of(kind)), *this);
  }
}

Task<UpgradeOutcome> SocketRoute::decide(Request request, UpgradeOffer offer) {
  const auto dialect = offered_dialect(offer);
  app::ConnectRequest connect{
      .token = credential_of(request, offer),
      .origin = std::string(request.header("Origin")),
      .source = request.source,
      .user_agent = std::string(request.header("User-Agent")),
      .dialect = dialect.value_or(dialect_of_path(request)),
      .since = since_of(request),
      .acking = request.query("ack") == "1" ? app::Session::Acking::yes : app::Session::Acking::no,
      .job = std::string(request.query("job_id").value_or("")),
      .shard = request.shard};
  auto opening = co_await connect_.admit(std::move(connect));
  if (!opening) {
    co_return problem(opening.error(), request);
  }
  UpgradeAcceptance acceptance;
  if (dialect) {
    acceptance.subprotocol = std::string(subprotocol_of(*dialect));
  }
  acceptance.adoption = std::make_unique<Admitted>(*this, request.shard, std::move(*opening));
  co_return acceptance;
}

}  // namespace belfry::http
