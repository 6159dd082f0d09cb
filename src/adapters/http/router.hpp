#pragma once

#include "adapters/http/method.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/upgrade.hpp"
#include "base/task.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::http {

/// A named function that takes the request by value. Called on the connection's shard, so from several threads.
using Handler = std::function<Task<Response>(Request)>;

/// What a route takes as a body. A body where none is expected is read and ignored.
enum class Body : std::uint8_t {
  none,
  json,           ///< application/json, with or without parameters; must not be empty
  json_optional,  ///< as `json`, or no body at all
  any,            ///< any media type, or none
};

/// Tells what is wrong with a request before its handler is asked.
using FaultAnswer = Response (*)(Fault fault, const Request& request);

struct Route {
  std::string pattern;
  Method method = Method::get;
  Body body = Body::none;
  Handler handler;
  std::optional<std::size_t> body_limit;  ///< bytes; nothing: the server's limit
  /// Null: as a problem. A route that has one speaks another API than ours, and is not described as part of it.
  FaultAnswer fault_answer = nullptr;
};

/// Which handler answers what. Patterns are segments between slashes: literal, `{name}` for any one segment, or, as the
/// last one, `{name*}` for all that follow (at least one; `.` and `..` never match). A literal goes before a name.
/// Filled at start, then read from any thread.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Throws std::invalid_argument for a bad pattern or a second handler for the same method and path.
  void add(Method method, std::string pattern, Body body, Handler handler,
           std::optional<std::size_t> body_limit = std::nullopt);
  void add(Route route);
  enum class Speaks : std::uint8_t { ours, another };
  /// WebSocket handshakes on that path; `handler` outlives the server. What speaks another API than ours is not
  /// described as part of it.
  void add_upgrade(const std::string& pattern, UpgradeHandler& handler, Speaks speaks = Speaks::ours);

  struct Match {
    const Route* route = nullptr;  ///< null: no route for the method, see `allowed`
    UpgradeHandler* upgrade = nullptr;
    std::vector<Request::Parameter> parameters;
    std::vector<Method> allowed;  ///< by all patterns that match; empty and no `upgrade`: no such path
  };
  /// HEAD finds GET. The path's segments are as in Target.
  Match find(Method method, const std::vector<std::string>& segments) const;

  struct Entry {
    std::string pattern;
    Method method = Method::get;
    Body body = Body::none;
    bool is_ours = true;  ///< false: it speaks another API
  };
  /// Everything that was added, by pattern and method; WebSocket handshakes as GET.
  std::vector<Entry> entries() const;

 private:
  struct Node;
  struct Search;

  Node& node_for(std::string_view pattern);
  static void search(const Node& node, std::size_t depth, Search& state);
  static void collect(const Node& node, std::vector<Entry>& found);

  std::unique_ptr<Node> root_;
};

}  // namespace belfry::http
