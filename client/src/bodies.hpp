#pragma once

#include <string>
#include <string_view>

#include "belfry/client.hpp"

namespace belfry::client {

// The bodies of the API's requests. What is empty is left out.

std::string body_of(const Notification& notification);
std::string body_of(const Broadcast& broadcast);
std::string body_of(const NewJob& job);
std::string body_of(const Report& report);
std::string body_of_results(const JsonObject& results);
std::string body_of_failure(std::string_view code, std::string_view message, const JsonObject& details);

/// A name as one segment of a path (RFC 3986 section 3.3). What is no UTF-8 is left to the server to refuse.
std::string segment(std::string_view name);

}  // namespace belfry::client
