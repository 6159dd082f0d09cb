#pragma once

#include "json/message.hpp"

#include <array>
#include <optional>
#include <string>

/// What clients of the `jobs` dialect send, as it is read and as /asyncapi.json describes it.
namespace belfry::jobs_dialect {

struct Envelope {
  std::string type;
  std::optional<std::string> job_id;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (type, job_id))

constexpr auto json_rules(const Envelope*) {
  return std::array{json::Rule{.member = "job_id", .name = "job_id", .bytes = {{1, 128}}}};
}

}  // namespace belfry::jobs_dialect
