import type { Change } from "../wire-types.js";
import { applyChanges } from "./apply-changes.js";
import type { InboxList, PendingAction } from "./state.js";

/** What the server would say if the action had happened. */
export function changeOfAction(action: PendingAction): Change {
  const { at } = action;
  switch (action.kind) {
    case "read":
      return { op: "read", rev: 0, at, notificationId: action.id };
    case "remove":
      return { op: "delete", rev: 0, at, notificationId: action.id };
    case "read_all": {
      const { rev = Infinity, announcement = Infinity } = action.upTo ?? {};
      return { op: "read_all", rev: 0, at, upTo: rev, upToAnnouncement: announcement };
    }
  }
}

/** The list with the action in it for good, as far as its items tell. */
export function settle(list: InboxList, action: PendingAction): InboxList {
  const items = applyChanges({ items: list.items, hasMore: list.nextCursor !== undefined }, [changeOfAction(action)]);
  return { ...list, items, unread: unreadWith(list, [action]), pending: without(list.pending, action.key) };
}

/** How many are unread once these actions have happened. */
export function unreadWith(list: InboxList, actions: readonly PendingAction[]): number {
  const readAll = actions.filter((action) => action.kind === "read_all");
  const unloaded = list.phase === "ready" ? 0 : Math.max(0, ...readAll.map((action) => action.unreadThen));
  const before = countUnread(list.items);
  const after = countUnread(applyChanges({ items: list.items, hasMore: true }, actions.map(changeOfAction)));
  // What is newer than the moment of a "read all" is always loaded, once anything is: the rest is read, loaded or not.
  if (readAll.length > 0 && list.phase === "ready") return Math.min(after, list.unread);
  return Math.max(0, list.unread - unloaded - (before - after));
}

/** Leaves out the action of this key. */
export function without(pending: readonly PendingAction[], key: number): readonly PendingAction[] {
  return pending.filter((action) => action.key !== key);
}

/** Queued actions have no answer: they are done when the list shows it. Expects the list after the changes. */
export function dropArrived(list: InboxList, changes: readonly Change[]): readonly PendingAction[] {
  if (!list.pending.some((action) => action.queued)) return list.pending;
  const readAll = list.unread === 0 || changes.some((change) => change.op === "read_all");
  const unreadIds = new Set(list.items.filter((item) => item.readAt === undefined).map((item) => item.id));
  return list.pending.filter((action) => {
    if (!action.queued) return true;
    return action.kind === "read_all" ? !readAll : unreadIds.has(action.id);
  });
}

function countUnread(items: InboxList["items"]): number {
  let unread = 0;
  for (const item of items) if (item.readAt === undefined) unread += 1;
  return unread;
}
