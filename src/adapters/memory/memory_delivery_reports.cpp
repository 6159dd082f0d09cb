#include "adapters/memory/memory_delivery_reports.hpp"

#include <algorithm>
#include <map>
#include <ranges>

namespace belfry::memory {
namespace {

/// How a notification that was in this inbox left it.
Whereabouts left(const MemoryInbox& inbox, NotificationId id) {
  for (const Change& change : inbox.log() | std::views::reverse) {
    if (change.replaces == id) {
      return Whereabouts::replaced;
    }
    if (change.notification_id == id && change.op == ChangeOp::expired) {
      return Whereabouts::expired;
    }
  }
  return Whereabouts::removed;
}

UserDelivery delivery_of(const MemoryModel& model, NotificationId id, const UserId& user,
                         const PublishRecord::Decided& decided) {
  UserDelivery delivery;
  delivery.user = user;
  delivery.decided_at = decided.at;
  delivery.decisions = decided.decisions;
  delivery.rev = decided.rev;
  const auto owner = model.users.find(user);
  const auto item = owner == model.users.end() ? std::nullopt : owner->second.inbox.find(id);
  if (!decided.decisions.in_app()) {
    delivery.whereabouts = Whereabouts::suppressed;
  } else if (item) {
    delivery.delivered_at = item->delivered_at;
    delivery.read_at = item->read_at;
  } else {
    delivery.whereabouts = owner == model.users.end() ? Whereabouts::removed : left(owner->second.inbox, id);
  }
  return delivery;
}

UserDelivery delivery_of(const UserId& user, const MemoryBoard::Row& row, const MemoryMarks& marks) {
  UserDelivery delivery;
  delivery.user = user;
  delivery.decided_at = row.published_at;
  delivery.delivered_at = marks.delivered.covered_at(row.published);
  delivery.read_at = marks.read_at(row.published);
  if (marks.removed(row.published)) {
    delivery.whereabouts = Whereabouts::removed;
  } else if (!row.current) {
    delivery.whereabouts = Whereabouts::expired;
  }
  return delivery;
}

std::vector<UserDelivery> marked(const MemoryModel& model, const MemoryBoard::Row& row) {
  std::vector<UserDelivery> all;
  for (const auto& [id, user] : model.users) {
    if (user.marks.overlay.contains(row.published)) {
      all.push_back(delivery_of(id, row, user.marks));
    }
  }
  return all;
}

std::vector<UserDelivery> decided(const MemoryModel& model, NotificationId id, const PublishRecord& record) {
  std::vector<UserDelivery> all;
  for (const auto& [user, row] : record.users) {
    all.push_back(delivery_of(model, id, user, row));
  }
  return all;
}

void fill(DeliveryReport& report, std::vector<UserDelivery> all, const DeliveryQuery& query) {
  for (UserDelivery& delivery : all) {
    if ((query.user && delivery.user != *query.user) || (query.after && delivery.user <= *query.after)) {
      continue;
    }
    if (report.users.size() == query.limit) {
      report.has_more = true;
      return;
    }
    report.users.push_back(std::move(delivery));
  }
}

std::size_t waiting(const MemoryModel& model, NotificationId id) {
  const auto send =
      std::ranges::find(model.sends, id, [](const ChannelSend& one) { return one.command.notification->id; });
  return send == model.sends.end() ? 0 : model.left_of(*send).size();
}

Result<DeliveryReport> report_on(const MemoryModel& model, NotificationId id, const DeliveryQuery& query) {
  DeliveryReport report;
  if (const MemoryBoard::Row* row = model.board.find(id)) {
    report.notification = row->notification;
    report.target = PublishTarget::everybody;
    fill(report, marked(model, *row), query);
    return report;
  }
  const auto found = model.publishes.find(id);
  if (found == model.publishes.end()) {
    return fail(ErrorCode::notification_not_found);
  }
  report.notification = found->second.notification;
  report.target = found->second.target;
  report.waiting = waiting(model, id);
  fill(report, decided(model, id, found->second), query);
  return report;
}

}  // namespace

Task<Result<DeliveryReport>> MemoryDeliveryReports::delivery_report(NotificationId id, DeliveryQuery query) {
  co_return data_.read([&](MemoryModel& model) { return report_on(model, id, query); });
}

}  // namespace belfry::memory
