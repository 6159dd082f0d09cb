#include "app/close_reason.hpp"

namespace belfry::app {

std::string_view name_of(CloseCode code) {
  switch (code) {
    case CloseCode::normal: return "normal";
    case CloseCode::going_away: return "going_away";
    case CloseCode::protocol_error: return "protocol_error";
    case CloseCode::unsupported_data: return "unsupported_data";
    case CloseCode::no_status: return "no_status";
    case CloseCode::abnormal: return "connection_lost";
    case CloseCode::invalid_payload: return "invalid_payload";
    case CloseCode::too_big: return "too_big";
    case CloseCode::internal_error: return "internal_error";
    case CloseCode::try_again_later: return "try_again_later";
    case CloseCode::token_expired: return "token_expired";
    case CloseCode::heartbeat_timeout: return "heartbeat_timeout";
    case CloseCode::lifetime_reached: return "lifetime_reached";
    case CloseCode::slow_consumer: return "slow_consumer";
    case CloseCode::rate_limited: return "rate_limited";
    case CloseCode::resume_failed: return "resume_failed";
    case CloseCode::unauthorized: return "unauthorized";
    case CloseCode::in_app_disabled: return "in_app_disabled";
    case CloseCode::replaced: return "replaced";
    case CloseCode::disconnected_by_application: return "disconnected_by_application";
  }
  return "other";  // a code that only the peer knows: any number may come in a close frame
}

}  // namespace belfry::app
