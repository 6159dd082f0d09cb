import type { ServerMessage } from "./generated/protocol.js";
import type { ConnectionState, StateChange } from "./states.js";

/** A message to the server. */
export interface Outgoing {
  /** A UUID; the reply has it, too. */
  readonly id: string;
  readonly type: string;
  readonly payload: object;
}

/** A way to the server: a socket of its own, or that of another tab. */
export interface Link {
  readonly state: ConnectionState;
  /** Whether this tab is the one that acknowledges what comes. */
  readonly acknowledges: boolean;
  connect(): void;
  /** For good, until `connect`. */
  close(): void;
  /** False when there is no connection to send it on. */
  send(message: Outgoing): boolean;
  /** The device woke up, is online again, or the user looks: is the connection still there? */
  wake(): void;
}

/** What a link tells, in order. It is called back from within `connect`, `close` and `wake`, too. */
export interface LinkHost {
  /** The position to resume from, asked before each attempt. */
  since(): string | undefined;
  changed(change: StateChange): void;
  /** Not yet told from repeats. `since` is the position that the connection resumed from. */
  heard(message: ServerMessage, since: string | undefined): void;
}
