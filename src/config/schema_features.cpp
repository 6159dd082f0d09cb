#include "config/section_of.hpp"

namespace belfry::config {

std::vector<Section> feature_sections() {
  return {
      single_table<&Config::notifications>(
          "notifications", "The inbox.",
          {
              {"extra_types", "Notification types beside the built-in ones.", slot<&NotificationsConfig::extra_types>},
              {"mandatory", "Types that no preference can switch off.", slot<&NotificationsConfig::mandatory>},
              {"retention_days", "How long notifications are kept; 0: for ever.",
               slot<&NotificationsConfig::retention>},
              {"retention_days_by_type", "Other retentions for single types, as type = days.",
               slot<&NotificationsConfig::retention_by_type>},
              {"undelivered_days", "How far back undelivered notifications are replayed.",
               slot<&NotificationsConfig::undelivered>},
              {"ack_timeout_seconds", "How long an ack may take before a notification is sent again.",
               slot<&NotificationsConfig::ack_timeout>},
              {"ack_attempts", "How often a notification without an ack is sent again.",
               slot<&NotificationsConfig::ack_attempts>},
              {"log_days", "How far back a cursor reaches.", slot<&NotificationsConfig::log>},
          }),
      repeated_table<&Config::channels>(
          "channels", "Who may subscribe to what: the first match wins, no match refuses.", Repeat::list,
          {
              {"pattern", "Channel names, with * for any end and {userId} for one segment.",
               slot<&ChannelRule::pattern>},
              {"who", "anyone, self, admin, claim:<name> or service.", slot<&ChannelRule::who>},
          }),
      single_table<&Config::jobs>(
          "jobs", "Progress of long operations.",
          {
              {"updates_per_second", "Progress updates of one job to one connection in a second.",
               slot<&JobsConfig::updates_per_second>},
              {"retention_days", "How long ended jobs are kept; 0: for ever.", slot<&JobsConfig::retention>},
              {"stalled_seconds", "Silence of a service after which its job counts as stalled.",
               slot<&JobsConfig::stalled>},
          }),
  };
}

}  // namespace belfry::config
