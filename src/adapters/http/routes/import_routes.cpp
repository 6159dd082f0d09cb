#include "adapters/http/routes/import_routes.hpp"

#include "adapters/http/problem.hpp"
#include "adapters/http/routes/guarded.hpp"
#include "base/utf8.hpp"
#include "json/message.hpp"

#include <boost/describe.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace belfry::http {
namespace {

constexpr std::size_t kFileBytes = 16 * 1024 * 1024;
constexpr std::size_t kNameBytes = 200;  // file systems end at 255
constexpr std::string_view kDefaultName = "parts.csv";
constexpr unsigned char kDelete = 0x7f;

struct AcceptedBody {
  std::string file_name;
  std::uint64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(AcceptedBody, (), (file_name, bytes))

bool is_csv(const Request& request) {
  const std::string_view type = request.header("Content-Type");
  return equal_ignoring_case(trimmed(type.substr(0, type.find(';'))), "text/csv");
}

/// A name that stays within its folder and can be shown as it is.
bool is_file_name(std::string_view name) {
  const auto unfit = [](unsigned char c) {
    return c < ' ' || c == kDelete || c == '/';
  };
  return !name.empty() && name.size() <= kNameBytes && name != "." && name != ".." &&
         count_characters(name).has_value() && std::ranges::none_of(name, unfit);
}

}  // namespace

void ImportRoutes::add_to(Router& router) {
  router.add(
      Method::post, "/dev/import", Body::any,
      for_user(auth_, [this](UserId user, const Request& request) { return import_file(std::move(user), request); }),
      kFileBytes);
}

Task<Result<Response>> ImportRoutes::import_file(UserId user, const Request& request) {
  if (!is_csv(request)) {
    co_return problem(Fault::unsupported_media_type, request, "The body must be text/csv");
  }
  const std::string name(request.query("fileName").value_or(kDefaultName));
  if (!is_file_name(name)) {
    co_return fail(Error::validation("/fileName", "pattern", "is not the name of a file, of at most 200 bytes"));
  }
  if (request.body.empty()) {
    co_return fail(Error::validation("", "min_length", "the file is empty"));
  }
  if (auto obstacle = importer_.obstacle()) {
    co_return problem(Fault::not_implemented, request, std::move(*obstacle));
  }
  const AcceptedBody accepted{.file_name = name, .bytes = request.body.size()};
  const auto started = co_await importer_.start({.user = std::move(user), .file_name = name, .content = request.body});
  if (!started) {
    co_return fail(started.error());
  }
  co_return Response::json(202, json::write(accepted));
}

}  // namespace belfry::http
