import { useEffect, useMemo } from "react";
import { useSession } from "../provider/belfry-provider.js";
import type { ActionResult } from "../store/result.js";
import { useSelected, useStore } from "../store/use-selected.js";
import type { InboxView } from "./view.js";

/** What can be done with the inbox. Each resolves when the server has said so, or with why it was taken back. */
export interface InboxActions {
  readonly markRead: (id: string) => Promise<ActionResult>;
  readonly markAllRead: () => Promise<ActionResult>;
  readonly remove: (id: string) => Promise<ActionResult>;
  /** The user has looked at the list. */
  readonly markSeen: () => Promise<ActionResult>;
  readonly loadMore: () => Promise<ActionResult>;
  readonly refetch: () => Promise<ActionResult>;
}

/**
 * The inbox, newest first, fetched when first used and kept up to date (product 5.2). Items are the same objects until they
 * change, so that a virtual list can key and memoise them.
 */
export function useNotifications(): InboxView & InboxActions {
  const { inbox } = useSession();
  const view = useStore(inbox);
  useEffect(() => void inbox.load(), [inbox]);
  return useMemo(() => {
    const { markRead, markAllRead, remove, markSeen, loadMore, refetch } = inbox;
    return { ...view, markRead, markAllRead, remove, markSeen, loadMore, refetch };
  }, [inbox, view]);
}

/** How many are unread, without fetching the list. */
export function useUnreadCount(): number {
  return useSelected(useSession().inbox, (view) => view.unread);
}

/** One part of the inbox: for rows and badges that should not render when the rest changes. */
export function useInboxSelector<S>(select: (view: InboxView) => S): S {
  return useSelected(useSession().inbox, select);
}
