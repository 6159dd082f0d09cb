#include "wire/notification_json.hpp"

#include <utility>

namespace belfry::wire {

namespace {

void write_change_content(json::Writer& writer, const Change& change) {
  writer.key("notification");
  writer.begin_object();
  if (is_of_announcement(change.op)) {
    write_announcement_members(writer, *change.notification, change.announcement);
  } else {
    write_notification_members(writer, *change.notification, change.rev);
  }
  writer.end_object();
}

void write_up_to(json::Writer& writer, const Change& change) {
  writer.member("upTo", change.up_to);
  if (change.announcement != 0) {
    writer.member("upToAnnouncement", change.announcement);
  }
}

}  // namespace

void write_content_members(json::Writer& writer, const Notification& notification) {
  writer.member("id", notification.id);
  writer.member("type", notification.type);
  writer.member("title", notification.title);
  writer.member("body", notification.body);
  writer.member("icon", notification.icon);
  writer.member("actionUrl", notification.action_url);
  writer.member("channel", notification.channel);
  if (notification.data) {
    writer.key("data");
    writer.raw(*notification.data);
  }
  writer.member("createdAt", notification.created_at);
  writer.member("expiresAt", notification.expires_at);
}

void write_notification_members(json::Writer& writer, const Notification& notification, Rev rev) {
  write_content_members(writer, notification);
  writer.member("rev", rev);
}

void write_announcement_members(json::Writer& writer, const Notification& notification, AnnouncementNumber number) {
  write_content_members(writer, notification);
  writer.member("announcement", number);
}

void write_item(json::Writer& writer, const InboxItem& item, const UserId& user) {
  writer.begin_object();
  if (item.announcement != 0) {
    write_announcement_members(writer, *item.notification, item.announcement);
  } else {
    write_notification_members(writer, *item.notification, item.rev);
  }
  writer.member("readAt", item.read_at);
  writer.member("deliveredAt", item.delivered_at);
  writer.member("userId", user.view());
  writer.end_object();
}

void write_change(json::Writer& writer, const Change& change) {
  writer.begin_object();
  if (is_of_announcement(change.op)) {
    writer.member("announcement", change.announcement);
  } else {
    writer.member("rev", change.rev);
  }
  writer.member("at", change.at);
  writer.member("op", name_of(change.op));
  switch (change.op) {
    case ChangeOp::added:
    case ChangeOp::announced:
    case ChangeOp::announcement_edited: write_change_content(writer, change); break;
    case ChangeOp::replaced:
      write_change_content(writer, change);
      writer.member("replaces", change.replaces);
      break;
    case ChangeOp::read:
    case ChangeOp::removed:
    case ChangeOp::expired:
    case ChangeOp::announcement_recalled: writer.member("notificationId", change.notification_id); break;
    case ChangeOp::read_all:
    case ChangeOp::seen: write_up_to(writer, change); break;
    case ChangeOp::preferences: break;
  }
  writer.end_object();
}

std::string_view name_of(ChangeOp op) {
  switch (op) {
    case ChangeOp::added: return "new";
    case ChangeOp::read: return "read";
    case ChangeOp::removed: return "delete";
    case ChangeOp::expired: return "expire";
    case ChangeOp::read_all: return "read_all";
    case ChangeOp::seen: return "seen";
    case ChangeOp::preferences: return "preferences";
    case ChangeOp::replaced: return "replace";
    case ChangeOp::announced: return "announcement";
    case ChangeOp::announcement_edited: return "announcement_edit";
    case ChangeOp::announcement_recalled: return "announcement_recall";
  }
  std::unreachable();
}

void write_state_members(json::Writer& writer, const InboxState& state) {
  writer.member("rev", state.rev);
  writer.member("unread", state.unread);
  writer.member("unseen", state.unseen);
  writer.member("cursor", state.cursor().str());
}

}  // namespace belfry::wire
