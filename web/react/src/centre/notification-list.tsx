import type { ReactNode } from "react";
import { Button } from "../_primitives/button.js";
import type { InboxView } from "../inbox/view.js";
import type { NotificationItem } from "../wire-types.js";
import { NotificationEntry } from "./notification-entry.js";

/** Properties of `NotificationList`. */
export interface NotificationListProps {
  /** What is shown of the inbox, newest first. */
  readonly items: readonly NotificationItem[];
  readonly inbox: Pick<InboxView, "phase" | "hasMore" | "loadingMore" | "error">;
  readonly labelledBy: string;
  readonly onRead: (id: string) => void;
  readonly onDismiss: (id: string) => void;
  readonly onMore: () => void;
  readonly onRetry: () => void;
}

/** The list of the centre, as an ARIA feed, with a button for more. Thousands of entries: bring a virtual list. */
export function NotificationList(props: NotificationListProps): ReactNode {
  const { items, inbox, labelledBy, onRead, onDismiss, onMore, onRetry } = props;
  const { phase, hasMore, loadingMore, error } = inbox;
  const isLoading = phase === "idle" || phase === "loading";
  return (
    <div className="text-sm">
      <div role="feed" aria-labelledby={labelledBy} aria-busy={isLoading || loadingMore}>
        {items.map((item, index) => (
          <NotificationEntry
            key={item.id}
            item={item}
            position={index + 1}
            total={hasMore ? -1 : items.length}
            onRead={onRead}
            onDismiss={onDismiss}
          />
        ))}
      </div>
      {isLoading && <p className="p-4 text-ink-soft">Loading notifications…</p>}
      {phase === "ready" && items.length === 0 && <p className="p-4 text-ink-soft">No notifications.</p>}
      {error && (
        <div role="alert" className="flex items-center justify-between gap-3 p-3">
          <p>Notifications could not be loaded.</p>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
      {hasMore && (
        <div className="p-3 text-center">
          <Button onClick={onMore} aria-disabled={loadingMore}>
            {loadingMore ? "Loading…" : "Load more"}
          </Button>
        </div>
      )}
    </div>
  );
}
