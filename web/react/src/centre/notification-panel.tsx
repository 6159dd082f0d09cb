import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../_primitives/button.js";
import { useNotifications } from "../inbox/use-notifications.js";
import { type ActionResult, reasonOf } from "../store/result.js";
import { NotificationList } from "./notification-list.js";
import { PanelMenu } from "./panel-menu.js";
import { useHeldItems } from "./use-held-items.js";
import { useListKeys } from "./use-list-keys.js";

/** Properties of `NotificationPanel`. */
export interface NotificationPanelProps {
  readonly title: string;
  /** The id of the heading, for the `aria-labelledby` of what is around. */
  readonly titleId: string;
}

/** What the centre shows, also for a page of its own. While it is mounted, the reader's list stands still. */
export function NotificationPanel({ title, titleId }: NotificationPanelProps): ReactNode {
  const inbox = useNotifications();
  const { markRead, remove, markAllRead, markSeen, refetch, loadMore, phase } = inbox;
  const { items, held, show } = useHeldItems(inbox.items, true);
  const [unreadOnly, setUnreadOnly] = useState(false);
  const [failure, setFailure] = useState<string>();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = useListKeys();

  useEffect(() => {
    if (phase === "ready") void markSeen();
  }, [phase, markSeen]);

  const tell = useCallback((what: string, result: Promise<ActionResult>) => {
    void result.then((came) => setFailure(came.ok ? undefined : `${what} ${reasonOf(came.error)}`));
  }, []);
  const onRead = useCallback(
    (id: string) => {
      if (unreadOnly) focusNeighbour(root.current, id);
      else focusEntry(root.current, id);
      tell("It could not be marked as read.", markRead(id));
    },
    [tell, markRead, unreadOnly],
  );
  const onDismiss = useCallback(
    (id: string) => {
      focusNeighbour(root.current, id);
      tell("It could not be dismissed.", remove(id));
    },
    [tell, remove],
  );

  return (
    <div ref={root} data-belfry="" onKeyDown={onKeyDown}>
      <div className="flex items-center gap-2 border-b border-line p-3">
        <h2 id={titleId} tabIndex={-1} className="grow text-lg font-semibold">
          {title}
        </h2>
        <Button
          aria-disabled={inbox.unread === 0}
          onClick={() => {
            if (inbox.unread > 0) tell("They could not be marked as read.", markAllRead());
          }}
        >
          Mark all as read
        </Button>
        <PanelMenu unreadOnly={unreadOnly} onUnreadOnly={setUnreadOnly} onRefresh={() => void refetch()} />
      </div>
      {failure !== undefined && (
        <p role="alert" className="border-b border-error p-3 text-sm text-error-ink wrap-anywhere">
          {failure}
        </p>
      )}
      <div role="status" className="text-center">
        {held > 0 && (
          <Button className="m-2" onClick={show}>
            {held === 1 ? "1 new notification" : `${held} new notifications`}: show
          </Button>
        )}
      </div>
      <div className="max-h-96 overflow-y-auto">
        <NotificationList
          items={unreadOnly ? items.filter((item) => item.readAt === undefined) : items}
          inbox={inbox}
          labelledBy={titleId}
          onRead={onRead}
          onDismiss={onDismiss}
          onMore={() => void loadMore()}
          onRetry={() => void refetch()}
        />
      </div>
      <p className="border-t border-line p-2 text-xs text-ink-soft">Arrow keys move, Delete dismisses, Escape closes.</p>
    </div>
  );
}

/** The button that marks an entry as read goes with it: a focus on it stays on the entry. */
function focusEntry(root: HTMLElement | null, id: string): void {
  const entries = root?.querySelectorAll<HTMLElement>("[data-entry]") ?? [];
  const entry = [...entries].find((candidate) => candidate.dataset["entry"] === id);
  if (entry?.contains(document.activeElement)) entry.focus();
}

/** Before an entry goes, the focus moves to the next one, the one before, or the heading: else it would be lost. */
function focusNeighbour(root: HTMLElement | null, id: string): void {
  if (!root) return;
  const entries = [...root.querySelectorAll<HTMLElement>("[data-entry]")];
  const place = entries.findIndex((entry) => entry.dataset["entry"] === id);
  if (!entries[place]?.contains(document.activeElement)) return;
  (entries[place + 1] ?? entries[place - 1] ?? root.querySelector<HTMLElement>("h2"))?.focus();
}
