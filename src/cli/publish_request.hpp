#pragma once

#include "base/time.hpp"
#include "cli/outcome.hpp"

#include <optional>
#include <string>
#include <vector>

namespace belfry::cli {

/// What `belfry publish` was asked to send, and to whom: the users; or everybody; or, with neither, the subscribers of
/// the channel, which beside users is an attribute.
struct PublishRequest {
  std::vector<std::string> users;
  bool everybody = false;
  std::string type;
  std::string title;
  std::optional<std::string> body;
  std::optional<std::string> icon;
  std::optional<std::string> action_url;
  std::optional<std::string> data;  ///< a JSON object
  std::optional<std::string> channel;
  std::optional<std::string> expires_in;
  std::optional<std::string> dedupe_key;
  std::optional<std::string> collapse_key;
};

/// The body of POST /notifications. An error is wrong usage.
Outcome<std::string> publish_body(const PublishRequest& request, Instant now);

}  // namespace belfry::cli
