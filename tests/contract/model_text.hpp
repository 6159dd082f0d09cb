#pragma once

#include "domain/inbox.hpp"
#include "domain/job.hpp"
#include "ports/delivery_reports.hpp"
#include "ports/job_store.hpp"
#include "ports/notification_store.hpp"
#include "ports/outbox_store.hpp"
#include "ports/privacy_store.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

// Everything that two stores must agree on, as text: the epoch left out, which each store draws for itself.

namespace belfry::test {

inline std::string text_of(const std::optional<Instant>& at) { return at ? std::to_string(to_millis(*at)) : "-"; }

inline std::string text_of(const InboxState& state) {
  return fmt::format("rev {} unread {} unseen {} announcement {}", state.rev, state.unread, state.unseen,
                     state.announcement);
}

inline std::string text_of(const InboxItem& item) {
  const Notification& n = *item.notification;
  return fmt::format("{} '{}' {} rev {} announcement {} read {} delivered {}", n.id.str(), n.title, n.type, item.rev,
                     item.announcement, text_of(item.read_at), item.delivered_at ? "yes" : "no");
}

inline std::string text_of(const Change& change) {
  return fmt::format("op {} rev {} at {} '{}' {} up to {} announcement {} replaces {}", static_cast<int>(change.op),
                     change.rev, to_millis(change.at), change.notification ? change.notification->title : "",
                     change.notification_id ? change.notification_id->str() : "-", change.up_to, change.announcement,
                     change.replaces ? change.replaces->str() : "-");
}

inline std::string text_of(const Decisions& decisions) { return fmt::format("{:x}", decisions.packed()); }

inline std::string text_of(const UserDelivery& delivery) {
  return fmt::format("{} at {} decided {} {} rev {} delivered {} read {}", delivery.user.str(),
                     to_millis(delivery.decided_at), text_of(delivery.decisions), name_of(delivery.whereabouts),
                     delivery.rev.value_or(0), text_of(delivery.delivered_at), text_of(delivery.read_at));
}

/// Without the content: whether an edit of an announcement reaches what already waits, no port says.
inline std::string text_of(const OutboxEntry& entry) {
  return fmt::format("{} {} {} {} at {}", name_of(entry.kind), entry.user ? entry.user->str() : "everybody",
                     entry.notification_id.str(), text_of(entry.decisions), to_millis(entry.at));
}

inline std::string text_of(const ExportedAccount& account) {
  return text_of(account.state) + (account.preferences == Preferences{} ? "" : " preferences") +
         fmt::format(" channels {}", fmt::join(account.channels, " "));
}
inline std::string text_of(const ExportedMark& mark) {
  return fmt::format("mark {} read {} removed {}", mark.id.str(), text_of(mark.read_at), text_of(mark.removed_at));
}
inline std::string text_of(const ExportedKey& key) {
  return fmt::format("key {} {} at {}", key.dedupe_key, key.id.str(), to_millis(key.at));
}
inline std::string text_of(const Job& job) {
  return fmt::format("job {} of {} '{}' {} at {} {}% '{}' created {} updated {} ended {}", job.id.str(), job.user.str(),
                     job.title, name_of(job.status), job.stage, job.progress, job.message, to_millis(job.created_at),
                     to_millis(job.updated_at), text_of(job.ended_at));
}
inline std::string text_of(const ExportRecord& record) {
  return std::visit([](const auto& one) { return text_of(one); }, record);
}

inline std::string text_of(const std::string& text) { return text; }

template <class T>
std::string text_of(const std::vector<T>& all) {
  std::string text;
  for (const T& one : all) {
    text += text_of(one) + "\n";
  }
  return text;
}

inline std::string text_of(const Published& published) {
  std::string text =
      fmt::format("{} accepted {}{}\n", published.id.str(), published.accepted, published.replayed ? " replayed" : "");
  for (const Suppressed& suppressed : published.suppressed) {
    text += fmt::format("{}: {}\n", suppressed.user.str(), name_of(suppressed.reason));
  }
  return text;
}

inline std::string text_of(const InboxUpdate& update) {
  return text_of(update.state) + (update.changed ? " changed" : " unchanged");
}

inline std::string text_of(const HistoryPage& page) {
  return text_of(page.items) + text_of(page.state) +
         (page.next_before ? fmt::format(" before {}.{}", page.next_before->rev, page.next_before->announcement) : "");
}

inline std::string text_of(const ChangesPage& page) {
  return text_of(page.changes) + text_of(page.state) +
         fmt::format(" reached {}.{}{}", page.reached.rev, page.reached.announcement, page.has_more ? " more" : "");
}

inline std::string text_of(const JobPage& page) {
  return text_of(page.jobs) +
         (page.next ? fmt::format(" after {} {}", to_millis(page.next->created_at), page.next->id.str()) : "");
}

inline std::string text_of(const DeliveryReport& report) {
  return fmt::format("{}target {} waiting {}{}", text_of(report.users), static_cast<int>(report.target), report.waiting,
                     report.has_more ? " more" : "");
}

template <class T>
std::string text_of(const Result<T>& result) {
  if (!result) {
    return std::string(name_of(result.error().code));
  }
  if constexpr (std::is_void_v<T>) {
    return "done";
  } else {
    return text_of(*result);
  }
}

}  // namespace belfry::test
