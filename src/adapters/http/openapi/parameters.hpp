#pragma once

#include "adapters/http/openapi/operation.hpp"

/// Parameters that several routes share.
namespace belfry::http::openapi {

Parameter notification_id();
Parameter user_id();
Parameter channel_name();

/// `?limit=`: adapters/http/routes/query.hpp.
Parameter limit();

Parameter idempotency_key();
Parameter if_none_match();

/// `ETag` of an answer that `if_none_match` belongs to.
Header entity_tag(std::string_view description);

}  // namespace belfry::http::openapi
