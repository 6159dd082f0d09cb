import type { NotificationItem } from "../wire-types.js";
import { applyChanges } from "./apply-changes.js";
import { changeOfAction, unreadWith } from "./pending.js";
import type { InboxList } from "./state.js";

/** The list as the user sees it: what is pending counts as done. */
export interface InboxView {
  readonly phase: InboxList["phase"];
  /** Newest first. An item is the same object until it changes; so is the array. */
  readonly items: readonly NotificationItem[];
  readonly unread: number;
  readonly unseen: number;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  /** Why the last fetch failed. */
  readonly error: Error | undefined;
}

/** Puts the list and what is pending together. */
export function viewOf(list: InboxList): InboxView {
  const { phase, items, pending, unread, unseen, error } = list;
  const hasMore = list.nextCursor !== undefined;
  return {
    phase,
    unseen,
    hasMore,
    error,
    loadingMore: list.loading?.kind === "more",
    items: pending.length === 0 ? items : applyChanges({ items, hasMore }, pending.map(changeOfAction)),
    unread: pending.length === 0 ? unread : unreadWith(list, pending),
  };
}
