#pragma once

#include "domain/dialect_kind.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// What a listener must know of the dialects (docs/protocol.md) beside how their messages look.
namespace belfry::cli {

/// Where it is spoken: `/ws/jobs`.
std::string_view socket_path(DialectKind dialect);

/// How long a server with this heartbeat may be silent and alive: three of them are missed then. 0: it sends none, and
/// a quiet server is as good as a busy one.
std::chrono::seconds silence_allowed(std::chrono::seconds heartbeat);

/// Whether the message is one that people wait for: a notification, news of an upload on a dashboard, news of a job to
/// who follows jobs.
bool is_counted(DialectKind dialect, const boost::json::object& message);

/// `{"type":"subscribe","job_id":".."}`.
std::string follow_job_message(std::string_view job);
/// `notification:ack` of one.
std::string ack_message(std::string_view notification_id);

}  // namespace belfry::cli
