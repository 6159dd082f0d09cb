import type { InboxPayload, NotificationPayload } from "../../src/generated/protocol.js";

const EPOCH = "1a2b3c4d";
const AT = 1_795_219_200_000;

/** The notification that is the change `rev`. */
export function notification(rev: number, more: { replayed?: true; cursor?: string } = {}): NotificationPayload {
  const content = { id: `n${rev}`, type: "new_like", title: `Number ${rev}`, createdAt: AT };
  return { ...content, rev, unread: rev, cursor: `${EPOCH}.${rev}.0`, ...more };
}

export function announcement(number: number): NotificationPayload {
  const content = { id: `a${number}`, type: "system_announcement", title: `To all ${number}`, createdAt: AT };
  return { ...content, announcement: number };
}

/** Changes that mark something as read. */
export function reads(...revs: number[]): InboxPayload {
  const changes = revs.map((rev) => ({ rev, at: AT, op: "read" as const, notificationId: `n${rev}` }));
  const last = revs.at(-1) ?? 0;
  return { rev: last, unread: 1, unseen: 0, cursor: `${EPOCH}.${last}.0`, changes };
}

/** The reply to a read that changed nothing. */
export function nothingNew(rev: number): InboxPayload {
  return { rev, unread: 1, unseen: 0, cursor: `${EPOCH}.${rev}.0`, changes: [] };
}
