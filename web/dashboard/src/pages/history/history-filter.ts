import type { NotificationsQuery } from "@belfry/client";
import type { NotificationItem } from "@belfry/react";

/** Which part of the inbox is shown. Empty text is no filter. */
export interface HistoryFilter {
  readonly unread: boolean;
  readonly type: string;
  readonly channel: string;
}

/** Everything. */
export const noFilter: HistoryFilter = { unread: false, type: "", channel: "" };

/** What the server is asked for. */
export function queryOfFilter({ unread, type, channel }: HistoryFilter): NotificationsQuery {
  return { ...(unread && { unread }), ...(type !== "" && { type }), ...(channel !== "" && { channel }) };
}

/** Whether it belongs into the list: what comes while the list is shown was not asked for by the filter. */
export function matches(item: NotificationItem, { unread, type, channel }: HistoryFilter): boolean {
  if (unread && item.readAt !== undefined) return false;
  return (type === "" || item.type === type) && (channel === "" || item.channel === channel);
}
