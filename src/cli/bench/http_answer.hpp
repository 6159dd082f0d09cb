#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace belfry::cli::bench {

/// An answer with a Content-Length, as the server gives them.
struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// Takes one whole answer off the front of `bytes`; nothing, and no change, while it is not there. An answer without a
/// length has no body: those to an upgrade.
std::optional<HttpAnswer> take_answer(std::string& bytes);

/// What a refusal means for whoever runs the benchmark: the key of the configuration that is in the way.
std::string explain(const HttpAnswer& answer);

}  // namespace belfry::cli::bench
