import { Commands } from "./commands/commands.js";
import { Connection } from "./connection/connection.js";
import { Emitter } from "./emitter.js";
import type { ServerMessage } from "./generated/protocol.js";
import { Inbox, type Snapshot } from "./inbox/inbox.js";
import type { Link, LinkHost } from "./link.js";
import type { ClientOptions } from "./options.js";
import { type Settings, settingsOf } from "./settings.js";
import { SharedLink } from "./sharing/shared-link.js";
import type { StateChange } from "./states.js";
import type { Surroundings } from "./surroundings.js";
import { uuid } from "./uuid.js";

/** A code of 4503: the user's data were erased, and the log begins anew. */
const ERASED = "ERASED";

/** What one tab has: its listeners, its place in the inbox, what it still has to say, and a link to the server. */
export class Tab implements LinkHost {
  readonly emitter: Emitter;
  readonly commands: Commands;
  readonly link: Link;
  readonly #settings: Settings;
  readonly #onWake: Surroundings["onWake"];
  readonly #onStateChange: ClientOptions["onStateChange"];
  readonly #inbox: Inbox;
  #stopWatching: (() => void) | undefined;

  constructor(options: ClientOptions, surroundings: Surroundings) {
    this.#settings = settingsOf(options);
    this.#onWake = surroundings.onWake;
    this.#onStateChange = options.onStateChange;
    this.emitter = new Emitter(this.#settings.logger);
    const inboxHost = {
      emit: this.emitter.emit.bind(this.emitter),
      say: (type: string, payload: object) => this.#say(type, payload),
      shown: (id: string) => this.#shown(id),
    };
    this.#inbox = new Inbox(inboxHost, options.since);
    this.commands = new Commands((message) => this.link.send(message), this.#settings.logger);
    this.link =
      options.sharing === "tab" || surroundings.surface === undefined
        ? new Connection(this.#settings, this)
        : new SharedLink(this.#settings, this, surroundings.surface, surroundings.visible);
  }

  get cursor(): string | undefined {
    return this.#inbox.cursor;
  }

  get snapshot(): Snapshot | undefined {
    return this.#inbox.snapshot;
  }

  connect(): void {
    this.#stopWatching ??= this.#onWake(() => this.link.wake());
    this.link.connect();
  }

  close(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.link.close();
    this.commands.close();
  }

  /** Throws a `RangeError` for what is larger than the server takes. */
  send(type: string, payload: object): void {
    const bytes = new TextEncoder().encode(JSON.stringify(payload)).length;
    const limit = this.snapshot?.connected.maxMessageBytes ?? Infinity;
    // The envelope around it is smaller than this.
    if (bytes + 256 > limit) throw new RangeError(`the message has more than ${limit} bytes`);
    if (this.#say(type, payload) === undefined) {
      this.#settings.logger.warn("belfry: not sent", { type });
    }
  }

  since(): string | undefined {
    return this.#inbox.cursor;
  }

  join(snapshot: Snapshot): void {
    this.#inbox.join(snapshot);
    this.commands.flush();
  }

  changed(change: StateChange): void {
    const { from, to, reason, at } = change;
    if (from === "connected") {
      this.#inbox.lost();
      this.commands.lost();
    }
    if (reason === ERASED) this.#inbox.forget();
    this.emitter.emit({ type: "state", payload: change });
    this.emitter.guard("onStateChange", () => this.#onStateChange?.(from, to, reason, at));
  }

  heard(message: ServerMessage, since: string | undefined): void {
    this.commands.hear(message);
    this.#inbox.hear(message, since);
    if (message.type === "connected") this.commands.flush();
  }

  #say(type: string, payload: object): string | undefined {
    const id = uuid();
    return this.link.send({ id, type, payload }) ? id : undefined;
  }

  /** Not queued: without a connection the position says it on the next, or the server repeats it. */
  #shown(notificationId: string): void {
    if (this.#settings.ack && this.link.acknowledges) this.#say("notification:ack", { notificationId });
  }
}
