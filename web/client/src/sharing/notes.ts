import type { ServerMessage } from "../generated/protocol.js";
import type { Snapshot } from "../inbox/inbox.js";
import type { Outgoing } from "../link.js";
import { memberOf } from "../member-of.js";
import type { StateChange } from "../states.js";

/** What the leading tab says to the others. */
export type LeaderNote =
  /** It leads now: where does everybody stand? */
  | { readonly kind: "lead" }
  /** It is there; the answer to `hello` and `ask`. */
  | { readonly kind: "status"; readonly state: StateChange; readonly snapshot: Snapshot | undefined }
  | { readonly kind: "state"; readonly change: StateChange }
  | { readonly kind: "message"; readonly message: ServerMessage; readonly since: string | undefined };

/** What the others say to the leading tab. */
export type FollowerNote =
  /** One more tab that wants a connection. */
  | { readonly kind: "hello" }
  /** Is the leader there? */
  | { readonly kind: "ask" }
  /** The answer to `lead`. */
  | { readonly kind: "position"; readonly cursor: string | undefined }
  | { readonly kind: "say"; readonly message: Outgoing }
  | { readonly kind: "wake" };

/** What goes over the channel. */
export type Note = {
  /** The tab that says it. */
  readonly from: string;
  /** Of a leader, its own; of others, that of the leader they follow. Of two that lead, the higher one counts. */
  readonly term: number;
} & (LeaderNote | FollowerNote);

/**
 * Only pages of this origin post here, perhaps with another version of this package: a kind it does not know says
 * nothing.
 */
export function isNote(value: unknown): value is Note {
  return typeof memberOf(value, "from") === "string" && typeof memberOf(value, "term") === "number";
}
