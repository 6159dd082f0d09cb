#include "adapters/http/routes/privacy_routes.hpp"

#include "adapters/http/routes/export_lines.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "adapters/http/routes/path_ids.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::size_t kRecordsAPiece = 500;
constexpr const char* kJsonLines = "application/x-ndjson";

/// One export on its way: a page of records at a time, however many there are.
class ExportStream {
 public:
  ExportStream(PrivacyStore& store, UserId user) : store_(store), user_(std::move(user)) {}

  /// The next lines; behind the last ones the end, and then nothing.
  static Task<Result<std::string>> next(std::shared_ptr<ExportStream> self) {
    if (self->first_) {
      co_return *std::exchange(self->first_, std::nullopt);
    }
    std::string lines;
    while (lines.empty() && self->position_) {
      const auto page = co_await self->store_.export_user(self->user_, *self->position_, kRecordsAPiece);
      if (!page) {
        co_return fail(page.error());
      }
      self->position_ = page->next;
      lines = export_lines(self->user_, page->records);
    }
    if (lines.empty() && !std::exchange(self->ended_, true)) {
      lines = export_end();
    }
    co_return lines;
  }

  /// Reads the first lines before the status goes out: a store that fails is a 503, not a broken body.
  static Task<Result<void>> prepare(std::shared_ptr<ExportStream> self) {
    auto lines = co_await next(self);
    if (!lines) {
      co_return fail(std::move(lines.error()));
    }
    self->first_ = std::move(*lines);
    co_return Result<void>{};
  }

 private:
  PrivacyStore& store_;
  const UserId user_;
  std::optional<ExportPosition> position_{ExportPosition{}};
  std::optional<std::string> first_;
  bool ended_ = false;
};

}  // namespace

void PrivacyRoutes::add_to(Router& router) {
  const auto exporting = [this](const std::string&, const Request& request) {
    return export_user(request);
  };
  const auto erasing = [this](const std::string&, const Request& request) {
    return erase(request);
  };
  router.add(Method::get, "/users/{id}/export", Body::none, for_service(auth_, Scope::users, exporting));
  router.add(Method::delete_, "/users/{id}", Body::none, for_service(auth_, Scope::users, erasing));
}

Task<Result<Response>> PrivacyRoutes::export_user(const Request& request) {
  auto user = user_id_at(request.parameter("id"), "/id");
  if (!user) {
    co_return fail(std::move(user.error()));
  }
  const auto stream = std::make_shared<ExportStream>(store_, std::move(*user));
  const auto prepared = co_await ExportStream::prepare(stream);
  if (!prepared) {
    co_return fail(prepared.error());
  }
  Response response{200, kJsonLines, {}, {}};
  response.with("Cache-Control", "no-store");
  response.next_piece = [stream] {
    return ExportStream::next(stream);
  };
  co_return response;
}

Task<Result<Response>> PrivacyRoutes::erase(const Request& request) {
  auto user = user_id_at(request.parameter("id"), "/id");
  if (!user) {
    co_return fail(std::move(user.error()));
  }
  const auto erased = co_await erase_.erase(std::move(*user));
  if (!erased) {
    co_return fail(erased.error());
  }
  co_return Response::no_content();
}

}  // namespace belfry::http
