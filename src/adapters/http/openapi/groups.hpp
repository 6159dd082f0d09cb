#pragma once

#include "adapters/http/openapi/operation.hpp"
#include "domain/notification_types.hpp"

/// The operations by the file of their routes (adapters/http/routes), each with its own schemas.
namespace belfry::http::openapi {

/// Operations and the schemas, by name, that they alone refer to.
struct Group {
  Operations operations;
  json::Schema schemas = {};
};

Group inbox_group();
Group preference_group();
Group channel_group();
Group token_group();
Group socket_group();
Group publish_group(const NotificationTypes& types);
Group announcement_group();
Group broadcast_group();
Group connection_group();
Group delivery_group();
Group privacy_group();
Group outbox_group();
Group job_group();
Group open_group();
Group dev_group();

/// All of them, in the order in which the document has them.
std::vector<Group> every_group(const NotificationTypes& types);

}  // namespace belfry::http::openapi
