#include "wire/inbox_schema.hpp"

#include "domain/inbox.hpp"
#include "json/message.hpp"
#include "wire/channels_json.hpp"
#include "wire/notification_json.hpp"
#include "wire/position_codec.hpp"

#include <optional>
#include <string>
#include <vector>

namespace belfry::wire {
namespace {

using json::described;
using json::Presence;
using json::put_member;
using json::reference;
using json::Schema;
using json::UnknownMembers;

struct Content {
  Uuid id;
  std::string type;
  std::string title;
  std::optional<std::string> body;
  std::optional<std::string> icon;
  std::optional<std::string> action_url;
  std::optional<std::string> channel;
  std::optional<json::RawObject> data;
  Instant created_at;
  std::optional<Instant> expires_at;
};
BOOST_DESCRIBE_STRUCT(Content, (), (id, type, title, body, icon, action_url, channel, data, created_at, expires_at))

struct State {
  Rev rev = 0;
  std::uint64_t unread = 0;
  std::uint64_t unseen = 0;
  Cursor cursor;
};
BOOST_DESCRIBE_STRUCT(State, (), (rev, unread, unseen, cursor))

struct Fault {
  std::string pointer;
  std::string code;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(Fault, (), (pointer, code, detail))

template <class T>
Schema of() {
  return json::schema<T>(UnknownMembers::ignore);
}

Schema rev_schema() { return described(of<Rev>(), "The position of the change in the user's log: 1, 2, 3 .."); }
Schema number_schema() {
  return described(of<AnnouncementNumber>(), "The number of the announcement for the whole server.");
}

Schema notification() {
  Schema schema = content_schema();
  put_member(schema, "rev", rev_schema());
  return schema;
}

Schema announcement() {
  Schema schema = content_schema();
  put_member(schema, "announcement", number_schema());
  return schema;
}

Schema item(Schema kind) {
  put_member(kind, "readAt", of<Instant>(), Presence::optional);
  put_member(kind, "deliveredAt", described(of<Instant>(), "The first acknowledgement, from any device."),
             Presence::optional);
  put_member(kind, "userId", of<std::string>());
  return kind;
}

/// `rev at op` or, of announcements, `announcement at op`.
Schema change_head(ChangeOp op) {
  Schema schema;
  if (is_of_announcement(op)) {
    put_member(schema, "announcement", number_schema());
  } else {
    put_member(schema, "rev", rev_schema());
  }
  put_member(schema, "at", of<Instant>());
  put_member(schema, "op", json::constant(name_of(op)));
  return schema;
}

Schema change_of(ChangeOp op) {
  Schema schema = change_head(op);
  switch (op) {
    case ChangeOp::added: put_member(schema, "notification", reference("Notification")); break;
    case ChangeOp::replaced:
      put_member(schema, "notification", reference("Notification"));
      put_member(schema, "replaces", described(of<Uuid>(), "The id whose place it takes."));
      break;
    case ChangeOp::announced:
    case ChangeOp::announcement_edited: put_member(schema, "notification", reference("Announcement")); break;
    case ChangeOp::read:
    case ChangeOp::removed:
    case ChangeOp::expired:
    case ChangeOp::announcement_recalled: put_member(schema, "notificationId", of<Uuid>()); break;
    case ChangeOp::read_all:
    case ChangeOp::seen:
      put_member(schema, "upTo", described(of<Rev>(), "Everything at or before this rev."));
      put_member(schema, "upToAnnouncement",
                 described(of<AnnouncementNumber>(), "Every announcement at or before this number."),
                 Presence::optional);
      break;
    case ChangeOp::preferences: break;
  }
  return schema;
}

Schema change() {
  std::vector<Schema> kinds;
  for (const ChangeOp op : {ChangeOp::added, ChangeOp::read, ChangeOp::removed, ChangeOp::expired, ChangeOp::read_all,
                            ChangeOp::seen, ChangeOp::preferences, ChangeOp::replaced, ChangeOp::announced,
                            ChangeOp::announcement_edited, ChangeOp::announcement_recalled}) {
    kinds.push_back(change_of(op));
  }
  return json::one_of(std::move(kinds));
}

}  // namespace

json::Schema content_schema() {
  Schema schema = of<Content>();
  Schema& members = schema["properties"].as_object();
  members["data"].as_object()["description"] = "As it was published.";
  members["title"].as_object()["description"] = "Text, never HTML; so are body and all else.";
  return schema;
}

void put_state_members(json::Schema& object) {
  put_member(object, "rev", described(of<Rev>(), "The head of the user's log, or what of it this answer reaches."));
  put_member(object, "unread", described(of<std::uint64_t>(), "Unread items, announcements included."));
  put_member(object, "unseen", described(of<std::uint64_t>(), "Items that came after the last `seen`."));
  put_member(object, "cursor", reference("Cursor"));
}

json::Schema channels_schema() {
  Schema schema = channels_body_schema();
  schema.erase("additionalProperties");  // of a request it says what is refused; of an answer, nothing
  return schema;
}

json::Schema inbox_schemas() {
  Schema state = of<State>();
  put_state_members(state);
  Schema all;
  all["Cursor"] = described(of<Cursor>(), "A position in the log: `<epoch>.<rev>.<announcement>`.");
  all["UpTo"] = described(of<UpTo>(), "A cursor, or a rev, which covers the user's own log only.");
  all["Notification"] = notification();
  all["Announcement"] = announcement();
  all["InboxItem"] = json::one_of({item(notification()), item(announcement())});
  all["Change"] = change();
  all["InboxState"] = std::move(state);
  all["FieldError"] = described(of<Fault>(), "Where (RFC 6901), what kind, and a sentence for people.");
  return all;
}

}  // namespace belfry::wire
