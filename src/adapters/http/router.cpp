#include "adapters/http/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace belfry::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> named;     ///< any one segment
  std::unique_ptr<Node> the_rest;  ///< all segments that follow
  std::vector<std::unique_ptr<Route>> routes;
  UpgradeHandler* upgrade = nullptr;
  std::string upgrade_pattern;
  Speaks upgrade_speaks = Speaks::ours;
};

struct Router::Search {
  Method method;
  const std::vector<std::string>& segments;
  Match match;
};

namespace {

constexpr std::string_view kRestMark = "*";

std::vector<std::string_view> split_pattern(std::string_view pattern) {
  if (!pattern.starts_with('/')) {
    throw std::invalid_argument(fmt::format("the route pattern '{}' does not begin with a slash", pattern));
  }
  std::vector<std::string_view> parts;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const auto slash = std::min(pattern.find('/'), pattern.size());
    parts.push_back(pattern.substr(0, slash));
    pattern.remove_prefix(std::min(slash + 1, pattern.size()));
  }
  return parts;
}

/// The name between the braces, or nothing for a literal.
std::optional<std::string_view> name_in(std::string_view part) {
  if (part.size() < 3 || !part.starts_with('{') || !part.ends_with('}')) {
    return std::nullopt;
  }
  return part.substr(1, part.size() - 2);
}

bool leads_elsewhere(const std::string& segment) { return segment == "." || segment == ".."; }

std::string joined_from(const std::vector<std::string>& segments, std::size_t first) {
  std::string rest;
  for (std::size_t i = first; i < segments.size(); ++i) {
    rest.append(i == first ? "" : "/").append(segments[i]);
  }
  return rest;
}

std::vector<Request::Parameter> parameters_of(std::string_view pattern, const std::vector<std::string>& segments) {
  std::vector<Request::Parameter> parameters;
  const auto parts = split_pattern(pattern);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto name = name_in(parts[i]);
    if (name && name->ends_with(kRestMark)) {
      parameters.push_back({name->substr(0, name->size() - 1), joined_from(segments, i)});
    } else if (name) {
      parameters.push_back({*name, segments[i]});
    }
  }
  return parameters;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Router::Node& Router::node_for(std::string_view pattern) {
  Node* node = root_.get();
  for (const std::string_view part : split_pattern(pattern)) {
    const auto name = name_in(part);
    std::unique_ptr<Node>* next = nullptr;
    if (!name) {
      next = &node->literals[std::string(part)];
    } else {
      next = name->ends_with(kRestMark) ? &node->the_rest : &node->named;
    }
    if (*next == nullptr) {
      *next = std::make_unique<Node>();
    }
    node = next->get();
  }
  return *node;
}

void Router::add(Method method, std::string pattern, Body body, Handler handler,
                 std::optional<std::size_t> body_limit) {
  add(Route{std::move(pattern), method, body, std::move(handler), body_limit});
}

void Router::add(Route route) {
  Node& node = node_for(route.pattern);
  if (std::ranges::any_of(node.routes, [&](const auto& other) { return other->method == route.method; })) {
    throw std::invalid_argument(fmt::format("the route {} {} has two handlers", name_of(route.method), route.pattern));
  }
  node.routes.push_back(std::make_unique<Route>(std::move(route)));
}

void Router::add_upgrade(const std::string& pattern, UpgradeHandler& handler, Speaks speaks) {
  Node& node = node_for(pattern);
  node.upgrade = &handler;
  node.upgrade_pattern = pattern;
  node.upgrade_speaks = speaks;
}

void Router::search(const Node& node, std::size_t depth, Search& state) {
  if (state.match.route != nullptr) {
    return;
  }
  if (depth < state.segments.size()) {
    const std::string& segment = state.segments[depth];
    if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
      search(*literal->second, depth + 1, state);
    }
    if (node.named != nullptr && !segment.empty()) {
      search(*node.named, depth + 1, state);
    }
    const auto rest = state.segments.begin() + static_cast<std::ptrdiff_t>(depth);
    if (node.the_rest != nullptr && std::none_of(rest, state.segments.end(), leads_elsewhere)) {
      search(*node.the_rest, state.segments.size(), state);
    }
    return;
  }
  if (state.match.upgrade == nullptr) {
    state.match.upgrade = node.upgrade;
  }
  const Method wanted = state.method == Method::head ? Method::get : state.method;
  for (const auto& route : node.routes) {
    if (route->method == wanted) {
      state.match.route = route.get();
    }
    std::vector<Method>& allowed = state.match.allowed;
    if (std::ranges::find(allowed, route->method) == allowed.end()) {
      allowed.push_back(route->method);
    }
  }
}

Router::Match Router::find(Method method, const std::vector<std::string>& segments) const {
  Search state{method, segments, {}};
  search(*root_, 0, state);
  if (state.match.route != nullptr) {
    state.match.parameters = parameters_of(state.match.route->pattern, segments);
  }
  return std::move(state.match);
}

void Router::collect(const Node& node, std::vector<Entry>& found) {
  for (const auto& route : node.routes) {
    found.push_back({route->pattern, route->method, route->body, route->fault_answer == nullptr});
  }
  if (node.upgrade != nullptr) {
    found.push_back({node.upgrade_pattern, Method::get, Body::none, node.upgrade_speaks == Speaks::ours});
  }
  for (const auto& [segment, next] : node.literals) {
    collect(*next, found);
  }
  for (const Node* next : {node.named.get(), node.the_rest.get()}) {
    if (next != nullptr) {
      collect(*next, found);
    }
  }
}

std::vector<Router::Entry> Router::entries() const {
  std::vector<Entry> found;
  collect(*root_, found);
  std::ranges::sort(found, {}, [](const Entry& entry) { return std::tie(entry.pattern, entry.method); });
  return found;
}

}  // namespace belfry::http
