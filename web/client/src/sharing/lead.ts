import { Connection } from "../connection/connection.js";
import type { ServerMessage } from "../generated/protocol.js";
import { cursorOf, greatestOf, leastOf, type Position, positionOf } from "../inbox/position.js";
import type { LinkHost, Outgoing } from "../link.js";
import type { Settings } from "../settings.js";
import type { StateChange } from "../states.js";
import type { LeaderNote } from "./notes.js";

/** How long a new leader waits to hear where the others stand. */
export const ROLL_CALL_MS = 100;

/** What leading acts on. */
export interface LeadHost extends LinkHost {
  /** Of the leader's own tab. */
  since(): string | undefined;
  post(note: LeaderNote): void;
}

/**
 * A term of leadership: this tab's connection serves all. It resumes from behind the tab that has seen least, and each
 * tab drops what it knows.
 */
export class Lead {
  readonly #host: LeadHost;
  readonly #connection: Connection;
  #latest: StateChange;
  /** Up to here everybody has been told everything; undefined when nobody else named a position. */
  #told: Position | undefined;
  #rollCall: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  /** `latest` is how this tab stood as a follower: who was told to stay away does so as a leader, too. */
  constructor(settings: Settings, host: LeadHost, latest: StateChange) {
    this.#host = host;
    this.#latest = latest;
    this.#connection = new Connection(settings, {
      since: () => this.#since(),
      changed: (change) => this.#changed(change),
      heard: (message, since) => this.#heard(message, since),
    });
    host.post({ kind: "lead" });
    if (latest.to === "disconnected") return;
    this.#rollCall = setTimeout(() => {
      this.#rollCall = undefined;
      this.#connection.connect();
    }, ROLL_CALL_MS);
  }

  /** An answer to the roll call. */
  stands(cursor: string | undefined): void {
    const position = cursor === undefined ? undefined : positionOf(cursor);
    if (position !== undefined) this.#told = this.#told === undefined ? position : leastOf(this.#told, position);
  }

  /** A tab asks for the connection; at the roll call it is under way already. */
  want(): void {
    if (this.#rollCall === undefined) this.#connection.connect();
  }

  wake(): void {
    this.#connection.wake();
  }

  say(message: Outgoing): boolean {
    return this.#connection.send(message);
  }

  /** How it stands: the answer to who asks. */
  get latest(): StateChange {
    return this.#latest;
  }

  /** Another tab leads, or will: nobody hears what is left to say here. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#rollCall);
    this.#connection.close();
  }

  #since(): string | undefined {
    const own = this.#host.since();
    const at = own === undefined ? undefined : positionOf(own);
    const told = this.#told;
    const least = at === undefined || told === undefined ? (at ?? told) : leastOf(told, at);
    return least === undefined ? undefined : cursorOf(least);
  }

  #changed(change: StateChange): void {
    if (this.#ended) return;
    this.#latest = change;
    this.#host.post({ kind: "state", change });
    this.#host.changed(change);
  }

  #heard(message: ServerMessage, since: string | undefined): void {
    if (this.#ended) return;
    // The others first: what this tab acknowledges, everybody has got.
    this.#host.post({ kind: "message", message, since });
    this.#note(message);
    this.#host.heard(message, since);
  }

  #note(message: ServerMessage): void {
    if (message.type === "resync_required") this.#told = undefined;
    if (this.#told === undefined || (message.type !== "notification" && message.type !== "inbox")) return;
    const { payload } = message;
    if ("replayed" in payload) return;
    const at = "cursor" in payload ? positionOf(payload.cursor) : { ...this.#told, announcement: payload.announcement };
    if (at !== undefined) this.#told = greatestOf(this.#told, at);
  }
}
