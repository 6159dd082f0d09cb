import type { ConnectedEvent, InboxEvent, NotificationEvent, NotificationPage } from "../client-types.js";
import { isAtOrAfter, parseCursor, type Position } from "../store/cursor.js";
import type { Change, InboxState } from "../wire-types.js";
import { applyChanges } from "./apply-changes.js";
import { changeOf, isAfter } from "./event-changes.js";
import { pageFailed, pageLoaded } from "./pages.js";
import { dropArrived, settle, without } from "./pending.js";
import { type InboxList, type LoadKind, type Loading, maxChangesWhileLoading, type PendingAction } from "./state.js";

/** What can happen to a list. */
export type InboxAction =
  | { readonly type: "load_started"; readonly kind: LoadKind }
  | { readonly type: "page_loaded"; readonly kind: LoadKind; readonly page: NotificationPage }
  | { readonly type: "load_failed"; readonly error: Error }
  | { readonly type: "connected"; readonly event: ConnectedEvent }
  | { readonly type: "notification"; readonly event: NotificationEvent }
  | { readonly type: "inbox"; readonly event: InboxEvent }
  | { readonly type: "action_started"; readonly action: PendingAction }
  /** `state` is what the server answered, if it answers with the counts. */
  | { readonly type: "action_done"; readonly key: number; readonly state?: InboxState | undefined }
  | { readonly type: "action_failed"; readonly key: number }
  | { readonly type: "counted"; readonly state: InboxState };

/** The list after what happened. Pure: time and keys come with the action. */
export function reduceInbox(list: InboxList, action: InboxAction): InboxList {
  switch (action.type) {
    case "load_started":
      return {
        ...list,
        phase: list.phase === "ready" ? "ready" : "loading",
        loading: { kind: action.kind, changes: [], overflowed: false },
      };
    case "page_loaded":
      return pageLoaded(list, action.kind, action.page);
    case "load_failed":
      return pageFailed(list, action.error);
    case "connected":
    case "counted":
      return counted(list, action.type === "connected" ? action.event : action.state);
    case "notification":
      return notified(list, action.event);
    case "inbox":
      return counted(changed(list, action.event.changes, action.event), action.event);
    case "action_started":
      return { ...list, pending: [...list.pending, action.action] };
    case "action_done":
      return actionDone(list, action.key, action.state);
    case "action_failed":
      return { ...list, pending: without(list.pending, action.key) };
  }
}

/** Takes the counts over, unless they are older than ours. */
export function counted(list: InboxList, state: InboxState): InboxList {
  const position = parseCursor(state.cursor);
  if (!position || isOlder(position, list)) return list;
  return { ...list, unread: state.unread, unseen: state.unseen, position };
}

function notified(list: InboxList, event: NotificationEvent): InboxList {
  const change = changeOf(event);
  if (!change) return list;
  if (event.announcement !== undefined) return changed(announced(list, event.announcement), [change]);
  const position = event.cursor === undefined ? undefined : parseCursor(event.cursor);
  if (!position || event.unread === undefined || isOlder(position, list)) return changed(list, [change]);
  const unseen = list.unseen + (event.replayed || event.replaces !== undefined ? 0 : 1);
  return changed({ ...list, unread: event.unread, unseen, position }, [change]);
}

/** One frame for everybody has no counts: each client adds one, unless it has counted this one already. */
function announced(list: InboxList, announcement: number): InboxList {
  const { position } = list;
  if (position && announcement <= position.announcement) return list;
  return {
    ...list,
    unread: list.unread + 1,
    unseen: list.unseen + 1,
    position: position && { ...position, announcement },
  };
}

function isOlder(position: Position, list: InboxList): boolean {
  return list.position !== undefined && !isAtOrAfter(position, list.position);
}

function changed(list: InboxList, changes: readonly Change[], state?: InboxState): InboxList {
  const news = changes.filter((change) => isAfter(change, list.loadedAt));
  const page = { items: list.items, hasMore: list.nextCursor !== undefined };
  const items = list.phase === "ready" ? applyChanges(page, news) : list.items;
  const next = { ...list, items, loading: list.loading && kept(list.loading, changes) };
  return { ...next, pending: dropArrived(state ? { ...next, unread: state.unread } : next, changes) };
}

function kept(loading: Loading, changes: readonly Change[]): Loading {
  const all = [...loading.changes, ...changes];
  const overflowed = loading.overflowed || all.length > maxChangesWhileLoading;
  return { ...loading, changes: overflowed ? [] : all, overflowed };
}

function actionDone(list: InboxList, key: number, state: InboxState | undefined): InboxList {
  const action = list.pending.find((pending) => pending.key === key);
  if (!action) return list;
  const settled = settle(list, action);
  const position = state && parseCursor(state.cursor);
  if (!state || !position) return settled;
  // Our counts are newer than the answer: they include the action already.
  return isOlder(position, list) ? { ...settled, unread: list.unread } : counted(settled, state);
}
