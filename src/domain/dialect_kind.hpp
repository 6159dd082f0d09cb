#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace belfry {

/// The wire format of a connection (docs/protocol.md, "Choosing a dialect").
enum class DialectKind : std::uint8_t {
  notifications,
  dashboard,
  jobs,
  gateway,  ///< none of ours: an API written for API Gateway, whose handlers speak it (product 3.4)
};

inline constexpr std::array kDialectKinds = {DialectKind::notifications, DialectKind::dashboard, DialectKind::jobs,
                                             DialectKind::gateway};
/// Those with a path and a subprotocol.
inline constexpr std::array kOwnDialects = {DialectKind::notifications, DialectKind::dashboard, DialectKind::jobs};
inline constexpr std::size_t kDialectCount = kDialectKinds.size();

/// As in metrics, logs and paths: `notifications`.
constexpr std::string_view name_of(DialectKind kind) {
  switch (kind) {
    case DialectKind::notifications: return "notifications";
    case DialectKind::dashboard: return "dashboard";
    case DialectKind::jobs: return "jobs";
    case DialectKind::gateway: return "gateway";
  }
  std::unreachable();
}

/// The user's notifications are sent on it, from the first moment on; the others begin with nothing.
constexpr bool has_inbox(DialectKind kind) {
  return kind == DialectKind::notifications || kind == DialectKind::dashboard;
}

/// Its clients acknowledge what they got; in the others a frame written whole to the socket counts (product 2.4).
constexpr bool has_acks(DialectKind kind) { return kind == DialectKind::notifications; }

/// As offered in Sec-WebSocket-Protocol: `belfry.notifications.v1`. Empty: it has none.
constexpr std::string_view subprotocol_of(DialectKind kind) {
  switch (kind) {
    case DialectKind::notifications: return "belfry.notifications.v1";
    case DialectKind::dashboard: return "belfry.dashboard.v1";
    case DialectKind::jobs: return "belfry.jobs.v1";
    case DialectKind::gateway: return {};
  }
  std::unreachable();
}

}  // namespace belfry
