#pragma once

#include "json/schema.hpp"
#include "json/writer.hpp"
#include "ports/messages.hpp"

/// News of a job as the `jobs` dialect says it, and the `notifications` dialect within its own envelope
/// (docs/protocol.md, "jobs").
namespace belfry::job_news {

/// Everything but the `type`: `job_id`, the fields of the news, `timestamp`, `correlation_id`?.
void write_members(json::Writer& writer, const messages::JobMessage& message, Instant now);

/// The same as a schema; `name_member` is the member that says which news it is: `type`, or `event`.
json::Schema schema(messages::JobNews news, std::string_view name_member);

}  // namespace belfry::job_news
