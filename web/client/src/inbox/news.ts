import type { Change } from "../generated/bodies.js";
import type { InboxPayload, NotificationPayload } from "../generated/protocol.js";
import { greatestOf, type Position, positionOf } from "./position.js";

/** What a message tells to who stands at a position. */
export type News<Payload> =
  /** Known already. */
  | { readonly is: "old" }
  /** Something before it is missing. */
  | { readonly is: "ahead" }
  | { readonly is: "new"; readonly payload: Payload; readonly position: Position };

/** A notification that is not `replayed`. */
export function notificationNews(payload: NotificationPayload, at: Position): News<NotificationPayload> {
  if ("announcement" in payload) {
    const { announcement } = payload;
    // What a user does not see takes a number, too: that some are left out says nothing.
    return announcement <= at.announcement
      ? { is: "old" }
      : { is: "new", payload, position: { ...at, announcement } };
  }
  return fresh(payload, payload.rev, payload.cursor, at);
}

/** Of several changes those that are known are left out; a reply without changes moves nothing. */
export function inboxNews(payload: InboxPayload, at: Position): News<InboxPayload> {
  if (payload.changes.length === 0) return { is: "new", payload, position: at };
  const changes = payload.changes.filter((change) => isNew(change, at));
  const [first] = changes;
  if (first === undefined) return { is: "old" };
  const rev = changes.find((change) => "rev" in change)?.rev ?? at.rev + 1;
  return fresh({ ...payload, changes }, rev, payload.cursor, at);
}

function isNew(change: Change, at: Position): boolean {
  return "rev" in change ? change.rev > at.rev : change.announcement > at.announcement;
}

function fresh<Payload>(payload: Payload, rev: number, cursor: string, at: Position): News<Payload> {
  if (rev <= at.rev) return { is: "old" };
  if (rev > at.rev + 1) return { is: "ahead" };
  return { is: "new", payload, position: greatestOf(at, positionOf(cursor) ?? at) };
}
