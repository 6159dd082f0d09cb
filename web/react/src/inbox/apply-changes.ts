import type { Change, NotificationItem } from "../wire-types.js";

interface Page {
  readonly items: readonly NotificationItem[];
  /** Whether the list goes on behind its last item. */
  readonly hasMore: boolean;
}

/**
 * The items after the changes, in their order. Applying a change twice is harmless. One copy for the whole batch, and
 * the same array when nothing changed, so that a list of 10,000 stays cheap.
 */
export function applyChanges(page: Page, changes: readonly Change[]): readonly NotificationItem[] {
  const draft = [...page.items];
  let changed = false;
  for (const change of changes) changed = applyOne(draft, change, page.hasMore) || changed;
  return changed ? draft : page.items;
}

function applyOne(draft: NotificationItem[], change: Change, hasMore: boolean): boolean {
  switch (change.op) {
    case "new":
    case "announcement":
      return put(draft, change.notification, hasMore);
    case "replace": {
      const removed = remove(draft, change.replaces);
      return put(draft, change.notification, hasMore) || removed;
    }
    case "announcement_edit":
      return edit(draft, change.notification);
    case "read":
      return patch(draft, change.notificationId, { readAt: change.at });
    case "delete":
    case "expire":
    case "announcement_recall":
      return remove(draft, change.notificationId);
    case "read_all":
      return readAll(draft, change.upTo, change.upToAnnouncement ?? 0, change.at);
    case "seen":
    case "preferences":
      return false;
  }
}

/** Whether the item stands at or before this place of the two logs. */
export function isUpTo(item: NotificationItem, rev: number, announcement: number): boolean {
  if (item.announcement !== undefined) return item.announcement <= announcement;
  return item.rev !== undefined && item.rev <= rev;
}

/** New ones go to the top. A repeat of an old one goes where it belongs, unless that part is not loaded. */
function put(draft: NotificationItem[], item: NotificationItem, hasMore: boolean): boolean {
  if (draft.some((known) => known.id === item.id)) return false;
  const place = draft.findIndex((known) => known.createdAt <= item.createdAt);
  if (place < 0 && hasMore && draft.length > 0) return false;
  draft.splice(place < 0 ? draft.length : place, 0, item);
  return true;
}

/** Other words for a known announcement: not new, and read if it was. */
function edit(draft: NotificationItem[], item: NotificationItem): boolean {
  const place = draft.findIndex((known) => known.id === item.id);
  const known = draft[place];
  if (!known) return false;
  draft[place] = { ...item, announcement: known.announcement, readAt: known.readAt };
  return true;
}

function patch(draft: NotificationItem[], id: string, members: { readonly readAt: number }): boolean {
  const place = draft.findIndex((item) => item.id === id);
  const item = draft[place];
  if (!item || item.readAt !== undefined) return false;
  draft[place] = { ...item, ...members };
  return true;
}

function remove(draft: NotificationItem[], id: string): boolean {
  const place = draft.findIndex((item) => item.id === id);
  if (place < 0) return false;
  draft.splice(place, 1);
  return true;
}

function readAll(draft: NotificationItem[], rev: number, announcement: number, readAt: number): boolean {
  let changed = false;
  draft.forEach((item, place) => {
    if (item.readAt !== undefined || !isUpTo(item, rev, announcement)) return;
    draft[place] = { ...item, readAt };
    changed = true;
  });
  return changed;
}
