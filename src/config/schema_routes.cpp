#include "config/section_of.hpp"

namespace belfry::config {

Section routes_section() {
  return single_table<&Config::routes>(
      "routes", "Handlers written for API Gateway, behind the socket path /{stage}.",
      {
          {"stage", "The socket path, one segment; empty: no such path.", slot<&RoutesConfig::stage>},
          {"selection_expression", "What in a message chooses its route.", slot<&RoutesConfig::selection_expression>},
          {"integrations",
           "Where each route is posted, as \"$connect\" = \"http://...\"; $connect, $disconnect, $default and your "
           "own.",
           slot<&RoutesConfig::integrations>},
          {"two_way", "Routes whose answer's body is sent to the client.", slot<&RoutesConfig::two_way>},
          {"timeout_seconds", "How long a handler may take.", slot<&RoutesConfig::timeout>},
          {"concurrency", "How many handlers are under way at once; 16 times as many calls may wait.",
           slot<&RoutesConfig::concurrency>},
      });
}

}  // namespace belfry::config
