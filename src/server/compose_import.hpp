#pragma once

#include "adapters/process/process_importer.hpp"
#include "config/config.hpp"

#include <functional>
#include <memory>
#include <string>

namespace belfry::server {

/// The importer beside this binary (`parts-import`), for `--dev`; null without it. `address` is where the service
/// routes are, asked when an import starts.
std::unique_ptr<process::ProcessImporter> make_importer(const config::Config& config,
                                                        std::function<std::string()> address);

}  // namespace belfry::server
