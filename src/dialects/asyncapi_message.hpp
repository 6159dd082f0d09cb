#pragma once

#include "json/schema.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

/// One message of a dialect as AsyncAPI 3.0 tells it.
namespace belfry::asyncapi {

enum class Direction : std::uint8_t { from_client, from_server };

struct Message {
  std::string_view name;  ///< the `type` on the wire
  Direction direction = Direction::from_server;
  std::string_view summary;
  json::Schema payload;                        ///< of the envelope's `payload`, or `data`
  std::string_view example;                    ///< JSON text of a whole message
  std::vector<std::string_view> replies = {};  ///< types of the messages that may answer it
};

inline Message from_client(std::string_view name, std::string_view summary, json::Schema payload,
                           std::string_view example, std::vector<std::string_view> replies = {}) {
  return {.name = name,
          .direction = Direction::from_client,
          .summary = summary,
          .payload = std::move(payload),
          .example = example,
          .replies = std::move(replies)};
}

inline Message from_server(std::string_view name, std::string_view summary, json::Schema payload,
                           std::string_view example) {
  return {.name = name,
          .direction = Direction::from_server,
          .summary = summary,
          .payload = std::move(payload),
          .example = example};
}

}  // namespace belfry::asyncapi
