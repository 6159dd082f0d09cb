#pragma once

#include "adapters/http/request.hpp"
#include "adapters/http/response.hpp"
#include "adapters/http/router.hpp"
#include "assets/asset_set.hpp"

#include <array>
#include <string>
#include <string_view>

namespace belfry::http {

/// The web dashboard (product section 7): its page at each of its addresses, and the files that the page loads. The
/// page is asked for anew each time and answered 304 while it is the same; the files below /assets carry the hash of
/// their content in their name and are kept for a year. No part of the described API. Outlives the server that routes
/// to it.
class AssetRoutes {
 public:
  /// Addresses within the application, which finds its view by them. Each is one segment, and reserved by
  /// config/reserved_segments.hpp.
  static constexpr std::array<std::string_view, 6> kPages = {"/",        "/admin", "/history", "/preferences",
                                                             "/running", "/upload"};

  /// `socket_origin` is where sockets are opened, `wss://host`: the page may connect there and to its own origin. With
  /// an empty set the pages are 404, with a detail that says why.
  AssetRoutes(assets::AssetSet assets, const std::string& socket_origin);

  void add_to(Router& router);

 private:
  enum class Caching { ask_each_time, keep };

  using Answer = Response (AssetRoutes::*)(const Request& request) const;

  void add(Router& router, std::string pattern, Answer answer);
  Response page(const Request& request) const;
  Response icon(const Request& request) const;
  Response file(const Request& request) const;
  Response answer(const Request& request, std::string_view path, Caching caching) const;

  const assets::AssetSet assets_;
  const std::string policy_;  ///< Content-Security-Policy
};

}  // namespace belfry::http
