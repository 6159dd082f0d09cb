#include "server/version.hpp"

namespace belfry::server {

std::string version() { return BELFRY_VERSION; }

}  // namespace belfry::server
