#include "adapters/http/openapi/document.hpp"

#include "adapters/http/openapi/groups.hpp"
#include "adapters/http/openapi/problems.hpp"
#include "adapters/http/openapi/render.hpp"
#include "wire/inbox_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

namespace belfry::http::openapi {
namespace {

using json::Schema;

constexpr std::string_view kDescription =
    "Times are Unix milliseconds; durations carry their unit in their name. An optional member that is absent is left "
    "out, never null. Clients ignore members that they do not know; the server refuses those of a body (422). "
    "`X-Request-Id` is echoed or made, `X-Correlation-Id` carried into messages and logs. HEAD works where GET does. "
    "Errors are `application/problem+json` (RFC 9457); `code` is what programs look at.";

std::string route_name(Method method, std::string_view path) {
  return fmt::format("{} {}", http::name_of(method), path);
}

const Operation* find(const std::vector<Group>& groups, const Router::Entry& entry) {
  for (const Group& group : groups) {
    for (const Operation& operation : group.operations) {
      if (operation.method == entry.method && operation.path == entry.pattern) {
        return &operation;
      }
    }
  }
  return nullptr;
}

/// Names of schemas that the text refers to.
std::set<std::string, std::less<>> references_in(const boost::json::value& value) {
  constexpr std::string_view kPrefix = "#/components/schemas/";
  std::set<std::string, std::less<>> names;
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      if (member.key() == "$ref") {
        names.insert(std::string(member.value().as_string().subview(kPrefix.size())));
      } else {
        names.merge(references_in(member.value()));
      }
    }
  } else if (const auto* array = value.if_array()) {
    for (const boost::json::value& element : *array) {
      names.merge(references_in(element));
    }
  }
  return names;
}

/// Those of `all` that are referred to by the paths, directly or through others.
Schema schemas_used(const Schema& paths, const Schema& all) {
  auto wanted = references_in(paths);
  auto waiting = wanted;
  while (!waiting.empty()) {
    std::set<std::string, std::less<>> found;
    for (const std::string& name : waiting) {
      found.merge(references_in(all.at(name)));
    }
    waiting.clear();
    std::ranges::set_difference(found, wanted, std::inserter(waiting, waiting.end()));
    wanted.insert(waiting.begin(), waiting.end());
  }
  Schema used;
  for (const auto& member : all) {
    if (wanted.contains(std::string_view(member.key()))) {
      used[member.key()] = member.value();
    }
  }
  return used;
}

Schema schemas_of(const std::vector<Group>& groups) {
  Schema all = wire::inbox_schemas();
  all["Problem"] = problem_schema();
  for (const Group& group : groups) {
    all.insert(group.schemas.begin(), group.schemas.end());
  }
  return all;
}

}  // namespace

Document document(const Router& router, const About& about, const NotificationTypes& types) {
  const std::vector<Group> groups = every_group(types);
  Document made;
  Schema paths;
  for (const Router::Entry& entry : router.entries()) {
    if (!entry.is_ours) {
      continue;
    }
    const Operation* operation = find(groups, entry);
    if (operation == nullptr) {
      made.undescribed.push_back(route_name(entry.method, entry.pattern));
      continue;
    }
    boost::json::value& path = paths[entry.pattern];
    if (!path.is_object()) {
      path.emplace_object();
    }
    path.as_object()[lower_case(http::name_of(entry.method))] = render(*operation, entry.body);
  }
  Schema schemas = schemas_used(paths, schemas_of(groups));
  made.json = {{"openapi", "3.1.0"},
               {"info",
                {{"title", "Belfry"},
                 {"version", about.version},
                 {"description", kDescription},
                 {"license", {{"name", "Apache 2.0"}, {"identifier", "Apache-2.0"}}}}},
               {"servers", {{{"url", about.server_url}}}},
               {"paths", std::move(paths)},
               {"components", {{"schemas", std::move(schemas)}, {"securitySchemes", security_schemes()}}}};
  return made;
}

std::vector<std::string> described_routes() {
  std::vector<std::string> routes;
  for (const Group& group : every_group(NotificationTypes())) {
    for (const Operation& operation : group.operations) {
      routes.push_back(route_name(operation.method, operation.path));
    }
  }
  return routes;
}

}  // namespace belfry::http::openapi
