import type { NotificationPage } from "../client-types.js";
import { isAtOrAfter, parseCursor } from "../store/cursor.js";
import { applyChanges } from "./apply-changes.js";
import { isAfter } from "./event-changes.js";
import type { InboxList, LoadKind } from "./state.js";

/** A page shows one moment. What changed between that moment and now is applied to it before it joins the list. */
export function pageLoaded(list: InboxList, kind: LoadKind, page: NotificationPage): InboxList {
  const { loading } = list;
  if (!loading || loading.kind !== kind || loading.overflowed) return list;
  const position = parseCursor(page.cursor);
  const missed = loading.changes.filter((change) => isAfter(change, position));
  const items = applyChanges({ items: page.items, hasMore: true }, missed);
  const known = new Set(list.items.map((item) => item.id));
  const isNewer = position && (!list.position || isAtOrAfter(position, list.position));
  return {
    ...list,
    phase: "ready",
    loading: undefined,
    error: undefined,
    items: kind === "first" ? items : [...list.items, ...items.filter((item) => !known.has(item.id))],
    nextCursor: page.nextCursor,
    loadedAt: kind === "first" ? position : list.loadedAt,
    ...(isNewer && { unread: page.unread, unseen: page.unseen, position }),
  };
}

/** A list that is there stays: only the attempt failed. */
export function pageFailed(list: InboxList, error: Error): InboxList {
  return { ...list, phase: list.phase === "ready" ? "ready" : "failed", loading: undefined, error };
}
