import type { NotificationEvent } from "../client-types.js";
import type { Position } from "../store/cursor.js";
import type { Change, NotificationItem } from "../wire-types.js";

/** The change that a `notification` message stands for. Undefined when it has neither a rev nor a number. */
export function changeOf(event: NotificationEvent): Change | undefined {
  const notification = itemOf(event);
  const at = event.createdAt;
  if (event.announcement !== undefined) {
    return { op: "announcement", announcement: event.announcement, at, notification };
  }
  if (event.rev === undefined) return undefined;
  if (event.replaces === undefined) return { op: "new", rev: event.rev, at, notification };
  return { op: "replace", rev: event.rev, at, notification, replaces: event.replaces };
}

/** The item without what only the message says. */
function itemOf(event: NotificationEvent): NotificationItem {
  const { unread: _unread, cursor: _cursor, replayed: _replayed, replaces: _replaces, silent: _silent, ...item } = event;
  return item;
}

/** Whether a list as of this position lacks the change. */
export function isAfter(change: Change, position: Position | undefined): boolean {
  if (!position) return true;
  return "rev" in change ? change.rev > position.rev : change.announcement > position.announcement;
}
