#pragma once

#include "base/result.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// `{"channels": [..]}`: which channels are asked for, or which a user hears (product 2.8).
namespace belfry::wire {

/// `invalid_message` when it is not JSON, `validation_failed` when it has another shape or over
/// `ChannelRules::kMaxSubscriptions` names, `invalid_channel` when a name is none. Each name once, in the order given.
Result<std::vector<std::string>> read_channels_body(std::string_view body);

std::string channels_body(std::span<const std::string> channels);

boost::json::object channels_body_schema();

}  // namespace belfry::wire
