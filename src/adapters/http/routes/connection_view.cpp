#include "adapters/http/routes/connection_view.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace belfry::http {
namespace {

/// A header may hold any bytes (RFC 9110 section 5.5), and what was kept of it may end within a character.
std::string as_utf8(std::string text) {
  if (!count_characters(text)) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  }
  return text;
}

}  // namespace

wire::ConnectionView view_of(const app::ConnectionInfo& info) {
  const app::ConnectionRecord& record = info.record;
  wire::ConnectionView view{.connection_id = record.connection_id(),
                            .user_id = info.user.str(),
                            .token_id = std::nullopt,
                            .connected_at = record.connected_at,
                            .last_ping_at = record.last_ping_at,
                            .last_active_at = record.last_active_at,
                            .subscriptions = {},
                            .user_agent = as_utf8(info.user_agent),
                            .source_ip = app::text_of(record.source_ip),
                            .dialect = record.dialect,
                            .node_id = {},
                            .expires_at = record.expires_at};
  if (record.token_id != Uuid()) {
    view.token_id = record.token_id;
  }
  return view;
}

}  // namespace belfry::http
