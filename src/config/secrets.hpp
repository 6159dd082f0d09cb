#pragma once

#include "config/loaded_config.hpp"

namespace belfry::config {

/// Replaces every secret `file:/path` by what the file holds and `env:NAME` by the variable, without a newline at the
/// end. A file or variable that is not there is a problem; the secret itself is in no message.
void resolve_secrets(const Environment& environment, LoadedConfig& into);

}  // namespace belfry::config
