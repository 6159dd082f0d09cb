#include "adapters/http/openapi/groups.hpp"

namespace belfry::http::openapi {

std::vector<Group> every_group(const NotificationTypes& types) {
  return {inbox_group(),        preference_group(),   channel_group(),   token_group(), socket_group(),
          publish_group(types), announcement_group(), broadcast_group(), job_group(),   connection_group(),
          delivery_group(),     privacy_group(),      outbox_group(),    open_group(),  dev_group()};
}

}  // namespace belfry::http::openapi
