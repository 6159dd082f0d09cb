import type { Position } from "../store/cursor.js";
import type { Change, NotificationItem } from "../wire-types.js";

/** What the user did and the server has not yet said to be so. Shown at once, taken out when it fails. */
export type PendingAction = {
  /** Names the action within its store. */
  readonly key: number;
  /** Sent through the client's offline queue: there is no answer but the change itself. */
  readonly queued: boolean;
  /** Unix milliseconds. */
  readonly at: number;
} & (
  | { readonly kind: "read" | "remove"; readonly id: string }
  | {
      readonly kind: "read_all";
      /** What comes after this stays unread. Undefined: the position is not known yet, and all is meant. */
      readonly upTo: Position | undefined;
      /** How many were unread then. */
      readonly unreadThen: number;
    }
);

/** Which part of the list is being fetched: its beginning, or what follows. */
export type LoadKind = "first" | "more";

/** A fetch that has not been answered, with what changed meanwhile. */
export interface Loading {
  readonly kind: LoadKind;
  readonly changes: readonly Change[];
  /** More changed than is kept: the answer will be of no use. */
  readonly overflowed: boolean;
}

/** The list as the server knows it, and beside it what is pending. `viewOf` puts the two together. */
export interface InboxList {
  /** `failed`: there is no list, and the last attempt to fetch it failed. A list that is there stays `ready`. */
  readonly phase: "idle" | "loading" | "ready" | "failed";
  readonly loading: Loading | undefined;
  /** Why the last fetch failed; undefined once one succeeds. */
  readonly error: Error | undefined;
  /** The loaded beginning of the list, newest first. */
  readonly items: readonly NotificationItem[];
  /** There when more can be loaded. */
  readonly nextCursor: string | undefined;
  readonly unread: number;
  readonly unseen: number;
  /** The moment of the list's first page: changes up to there are in it. */
  readonly loadedAt: Position | undefined;
  /** What the counts include. */
  readonly position: Position | undefined;
  readonly pending: readonly PendingAction[];
}

/** Before anything was heard. */
export const emptyInbox: InboxList = {
  phase: "idle",
  loading: undefined,
  error: undefined,
  items: [],
  nextCursor: undefined,
  unread: 0,
  unseen: 0,
  loadedAt: undefined,
  position: undefined,
  pending: [],
};

/** So many changes are kept during one fetch. */
export const maxChangesWhileLoading = 1000;

/** So many actions may be pending; further ones fail at once. */
export const maxPending = 500;
