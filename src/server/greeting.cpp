#include "server/greeting.hpp"

#include <fmt/format.h>

#include <cerrno>  // program_invocation_name

namespace belfry::server {

std::string dev_greeting(const config::Config& config, const std::string& address, const assets::AssetSet& dashboard) {
  std::string greeting =
      fmt::format(R"text(
Belfry is listening on http://{0} (development: loopback only, keys in {1}/dev.toml)

  See a first notification:
    {2} listen  --user ada
    {2} publish --user ada --type new_like --title "Hello"

  The same by HTTP:
    KEY=$(sed -n 's/^key = "\(.*\)"/\1/p' {1}/dev.toml)
    curl http://{0}/notifications -H "Authorization: Bearer $KEY" \
      -H 'Content-Type: application/json' -d '{{"userId":"ada","type":"new_like","title":"Hello"}}'

  Sign in as a user:   curl http://{0}/dev/login -H 'Content-Type: application/json' -d '{{"userId":"ada"}}'
  Metrics:             http://{0}/metrics
  Stop with Ctrl-C.

)text",
                  address, config.server.data_dir, program_invocation_name);  // as it was called here
  if (config.server.dashboard && !dashboard.empty()) {
    greeting += fmt::format("  Dashboard:           http://{}/\n\n", address);
  }
  return greeting;
}

}  // namespace belfry::server
