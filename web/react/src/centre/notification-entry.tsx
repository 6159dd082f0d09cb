import { memo, type ReactNode, useId } from "react";
import { Badge } from "../_primitives/badge.js";
import { Button } from "../_primitives/button.js";
import { cn } from "../_primitives/cn.js";
import { Icon, type IconName } from "../_primitives/icon.js";
import { safeHref } from "../store/safe-href.js";
import { levelOf } from "../toasts/to-toast.js";
import type { ToastLevel } from "../toasts/toast.js";
import type { NotificationItem } from "../wire-types.js";

/** Properties of `NotificationEntry`. The functions should stay the same between renders. */
export interface NotificationEntryProps {
  readonly item: NotificationItem;
  /** Counted from 1. */
  readonly position: number;
  /** How many there are; -1 when not all are loaded. */
  readonly total: number;
  readonly onRead: (id: string) => void;
  readonly onDismiss: (id: string) => void;
}

const icons: Record<ToastLevel, IconName> = { success: "check", info: "info", warning: "warning", error: "error" };
const hues = { success: "text-success", info: "text-info", warning: "text-warning", error: "text-error" };
const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** One notification of the list. Renders again only when it changes, so that long lists stay cheap. */
export const NotificationEntry = memo(function NotificationEntry(props: NotificationEntryProps): ReactNode {
  const { item, position, total, onRead, onDismiss } = props;
  const id = useId();
  const isUnread = item.readAt === undefined;
  const level = levelOf(item.type, item.data);
  const href = safeHref(item.actionUrl);
  const created = new Date(item.createdAt);
  const read = (): void => {
    if (isUnread) onRead(item.id);
  };
  return (
    <article
      data-belfry=""
      data-entry={item.id}
      tabIndex={0}
      aria-labelledby={`${id}title`}
      aria-describedby={item.body === undefined ? `${id}when` : `${id}body ${id}when`}
      aria-posinset={position}
      aria-setsize={total}
      className={cn(
        "flex items-start gap-3 border-b border-line p-3 -outline-offset-2 [content-visibility:auto]",
        isUnread ? "bg-raised" : "bg-surface",
      )}
      onKeyDown={(event) => {
        if (event.key === "Delete" && event.target === event.currentTarget) onDismiss(item.id);
      }}
    >
      <Icon name={icons[level]} className={cn("mt-0.5", hues[level])} />
      <div className="min-w-0 grow">
        <h3 id={`${id}title`} className={cn("text-sm wrap-anywhere", isUnread && "font-semibold")}>
          {href === undefined ? (
            item.title
          ) : (
            <a href={href} onClick={read} className="inline-block min-h-6 underline underline-offset-2">
              {item.title}
            </a>
          )}
        </h3>
        {item.body !== undefined && (
          <p id={`${id}body`} className="mt-1 text-sm text-ink-soft wrap-anywhere">
            {item.body}
          </p>
        )}
        <p id={`${id}when`} className="mt-1 flex items-center gap-2 text-xs text-ink-soft">
          {isUnread && <Badge tone="accent">Unread</Badge>}
          <time dateTime={created.toISOString()}>{times.format(created)}</time>
        </p>
      </div>
      {isUnread && (
        <Button variant="ghost" size="icon" aria-label={`Mark as read: ${item.title}`} onClick={read}>
          <Icon name="check" />
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label={`Dismiss: ${item.title}`} onClick={() => onDismiss(item.id)}>
        <Icon name="close" />
      </Button>
    </article>
  );
});
