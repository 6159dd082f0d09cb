import { BoundedSet } from "../bounded-set.js";
import type { Events } from "../events.js";
import type { ConnectedPayload, InboxPayload, NotificationPayload, ServerMessage } from "../generated/protocol.js";
import { greetingAfter } from "./greeting.js";
import { Held } from "./held.js";
import { inboxNews, notificationNews } from "./news.js";
import { covers, cursorOf, greatestOf, type Position, positionOf } from "./position.js";

/** Of the latest notifications; a server replays 1,000 at most. */
const MAX_IDS = 2_000;
/** Between two requests for what is missing. */
const SYNC_PAUSE_MS = 1_000;

/** What a message tells an application as it is. */
export type Told = Extract<ServerMessage, { type: keyof Events & Exclude<ServerMessage["type"], "connected"> }>;

/** What an inbox acts on. */
export interface InboxHost {
  emit<Type extends keyof Events>(event: { readonly type: Type; readonly payload: Events[Type] }): void;
  /** Answers the message's id, undefined when there is no connection. */
  say(type: "ping" | "sync", payload: object): string | undefined;
  /** A notification was handed to the listeners. */
  shown(notificationId: string): void;
}

/** Where a tab stands, for one that joins. */
export interface Snapshot {
  readonly connected: ConnectedPayload;
  /** Whether the position is one to resume from. */
  readonly settled: boolean;
}

/**
 * Makes of what a connection brings what an application hears: each change once, in order, and nothing live before what
 * was missed (product 5.1). Knows where to resume.
 */
export class Inbox {
  readonly #host: InboxHost;
  readonly #ids = new BoundedSet(MAX_IDS);
  readonly #held: Held;
  #position: Position | undefined;
  /**
   * The position of `connected` lies behind what is replayed: to come back with it would acknowledge what nobody saw.
   * It is settled when all of that has come.
   */
  #settled: boolean;
  #greeting: ConnectedPayload | undefined;
  /** Where the catch-up ends. */
  #target: Position | undefined;
  /** The ping whose answer says that the replay is over. */
  #fence: string | undefined;
  #syncedAt = -SYNC_PAUSE_MS;

  constructor(host: InboxHost, since: string | undefined) {
    this.#host = host;
    this.#position = since === undefined ? undefined : positionOf(since);
    this.#settled = this.#position !== undefined;
    this.#held = new Held((message) => this.#tell(message));
  }

  /** The position to resume from; undefined when there is none yet. */
  get cursor(): string | undefined {
    return this.#settled && this.#position !== undefined ? cursorOf(this.#position) : undefined;
  }

  /** Undefined before the first `connected`. */
  get snapshot(): Snapshot | undefined {
    if (this.#greeting === undefined || this.#position === undefined) return undefined;
    const { rev } = this.#position;
    return { connected: { ...this.#greeting, rev, cursor: cursorOf(this.#position) }, settled: this.#settled };
  }

  /** Joins tabs that are connected already. */
  join({ connected, settled }: Snapshot): void {
    const at = positionOf(connected.cursor);
    const known = this.#settled && at !== undefined && this.#position !== undefined && covers(at, this.#position);
    if (known) this.#greet(connected);
    else this.#begin(connected, settled);
  }

  /** The connection is gone. */
  lost(): void {
    this.#fence = undefined;
    this.#target = undefined;
    this.#held.end();
  }

  /** The log is no more. */
  forget(): void {
    this.#settled = false;
  }

  /** `since` is the position that the connection resumed from. */
  hear(message: ServerMessage, since: string | undefined): void {
    switch (message.type) {
      case "connected":
        return this.#connected(message.payload, since);
      case "notification":
        return this.#notification(message, message.payload);
      case "inbox":
        return this.#changes(message, message.payload);
      case "resync_required":
        return this.#resync(message.payload.rev);
      case "pong":
        return message.id === this.#fence ? this.#settle() : undefined;
      case "job":
      case "message":
        return this.#held.holding ? this.#held.add(message) : this.#tell(message);
      case "subscribed":
      case "unsubscribed":
      case "error":
        return this.#tell(message);
    }
  }

  #connected(payload: ConnectedPayload, since: string | undefined): void {
    const from = since === undefined ? undefined : positionOf(since);
    const at = this.#position;
    if (!this.#settled || at === undefined || from === undefined || !covers(from, at)) {
      this.#begin(payload, false);
      this.#held.extend(() => this.#fenceOff());
      return this.#fenceOff();
    }
    this.#greet(payload);
    this.#target = positionOf(payload.cursor);
    if (this.#behind()) this.#held.extend(() => {});
  }

  /** What lies between the old position, if there is one, and the new one will not be told. */
  #begin(payload: ConnectedPayload, settled: boolean): void {
    const missed = this.#greeting !== undefined || this.#position !== undefined;
    this.#position = positionOf(payload.cursor);
    this.#settled = settled;
    this.#greet(payload);
    if (missed) this.#host.emit({ type: "resync", payload: { rev: payload.rev } });
  }

  #greet(payload: ConnectedPayload): void {
    this.#greeting = payload;
    this.#host.emit({ type: "connected", payload });
  }

  /** A server replays before it answers: an answer before which nothing more was replayed says that it is over. */
  #fenceOff(): void {
    this.#fence = this.#host.say("ping", {});
  }

  #settle(): void {
    this.#settled = true;
    this.#held.end();
  }

  #behind(): boolean {
    const [target, at] = [this.#target, this.#position];
    return target !== undefined && at !== undefined && !covers(target, at);
  }

  #notification(message: Told, payload: NotificationPayload): void {
    if (payload.replayed) {
      this.#fence = undefined;
      if (!this.#settled) this.#held.extend(() => this.#fenceOff());
      if (this.#ids.add(payload.id)) this.#tell(message);
      return this.#host.shown(payload.id);
    }
    if (this.#position === undefined) return;
    const news = notificationNews(payload, this.#position);
    if (news.is === "ahead") return this.#sync();
    if (news.is === "new") {
      this.#ids.add(payload.id);
      this.#move(news.position, message);
    }
    this.#host.shown(payload.id);
  }

  #changes(message: Extract<ServerMessage, { type: "inbox" }>, payload: InboxPayload): void {
    if (this.#position === undefined) return;
    const news = inboxNews(payload, this.#position);
    if (news.is === "ahead") return this.#sync();
    if (news.is === "new") this.#move(news.position, { ...message, payload: news.payload });
  }

  #move(position: Position, message: Told): void {
    // A reply without changes says nothing about what still comes.
    if (position !== this.#position) this.#settled = true;
    this.#position = position;
    this.#tell(message);
    if (!this.#held.holding) return;
    if (this.#behind()) this.#held.extend(() => {});
    else if (this.#settled) this.#held.end();
  }

  #resync(rev: number): void {
    const head = this.#greeting === undefined ? undefined : positionOf(this.#greeting.cursor);
    const at = this.#position ?? head;
    if (head !== undefined && at !== undefined) this.#position = { ...greatestOf(at, head), rev };
    this.#target = undefined;
    this.#settle();
    this.#host.emit({ type: "resync", payload: { rev } });
  }

  /** Asks for everything after this position again; what came ahead comes with it. */
  #sync(): void {
    if (this.#position === undefined || Date.now() - this.#syncedAt < SYNC_PAUSE_MS) return;
    this.#syncedAt = Date.now();
    this.#host.say("sync", { since: cursorOf(this.#position) });
  }

  #tell(message: Told): void {
    if (this.#greeting !== undefined) this.#greeting = greetingAfter(this.#greeting, message);
    this.#host.emit(message);
  }
}
