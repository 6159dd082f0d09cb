#include "adapters/http/routes/preference_routes.hpp"

#include "adapters/http/routes/entity_tag.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "wire/preferences_json.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace belfry::http {
namespace {

/// `"<epoch>.<rev of the last change>"`.
std::string tag_of(const StoredPreferences& stored) {
  return fmt::format("\"{:08x}.{}\"", stored.epoch, stored.changed_at);
}

/// What `If-Match` demands: nothing when it is absent or `*`, since every user has preferences.
Result<std::optional<Rev>> demanded(const Request& request, Epoch epoch) {
  const std::string_view tag = request.header("If-Match");
  if (tag.empty() || tag == "*") {
    return std::nullopt;
  }
  const std::string prefix = fmt::format("\"{:08x}.", epoch);
  if (!tag.starts_with(prefix) || !tag.ends_with('"') || tag.size() <= prefix.size() + 1) {
    return fail(ErrorCode::precondition_failed);
  }
  const std::string_view digits = tag.substr(prefix.size(), tag.size() - prefix.size() - 1);
  Rev rev = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), rev);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return fail(ErrorCode::precondition_failed);
  }
  return rev;
}

Response personal(Response response, const std::string& tag) {
  return std::move(response).with("ETag", tag).with("Cache-Control", "private, no-cache").with("Vary", "Authorization");
}

}  // namespace

void PreferenceRoutes::add_to(Router& router) {
  const auto reading = [this](UserId user, const Request& request) {
    return read(std::move(user), request);
  };
  const auto patching = [this](UserId user, const Request& request) {
    return patch(std::move(user), request);
  };
  router.add(Method::get, "/notifications/preferences", Body::none, for_user(auth_, reading));
  router.add(Method::patch, "/notifications/preferences", Body::json, for_user(auth_, patching));
}

Response PreferenceRoutes::answer(const StoredPreferences& stored) const {
  return personal(Response::json(200, wire::preferences_body(stored.preferences, mandatory_)), tag_of(stored));
}

Task<Result<Response>> PreferenceRoutes::read(UserId user, const Request& request) {
  const auto stored = co_await store_.preferences(std::move(user));
  if (!stored) {
    co_return fail(stored.error());
  }
  const std::string tag = tag_of(*stored);
  if (none_match(request, tag)) {
    co_return personal(Response{304, {}, {}, {}}, tag);
  }
  co_return answer(*stored);
}

Task<Result<Response>> PreferenceRoutes::patch(UserId user, const Request& request) {
  auto patch = wire::read_preferences_patch(request.body, types_, mandatory_);
  if (!patch) {
    co_return fail(std::move(patch.error()));
  }
  std::optional<Rev> if_match;
  if (request.headers.has("If-Match")) {
    const auto before = co_await store_.preferences(user);  // for the epoch, which a tag of another life lacks
    if (!before) {
      co_return fail(before.error());
    }
    const auto demand = demanded(request, before->epoch);
    if (!demand) {
      co_return fail(demand.error());
    }
    if_match = *demand;
  }
  Origin origin{.connection = 0, .request_id = request.request_id, .correlation_id = request.correlation_id};
  const auto stored =
      co_await store_.patch_preferences(std::move(user), std::move(*patch), if_match, std::move(origin));
  if (!stored) {
    co_return fail(stored.error());
  }
  co_return answer(*stored);
}

}  // namespace belfry::http
