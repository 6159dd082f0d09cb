import type { Events } from "./events.js";
import type { ClientOptions } from "./options.js";
import type { ConnectionState } from "./states.js";
import { pageSurroundings } from "./surroundings.js";
import { Tab } from "./tab.js";

/** A user's connection to a Belfry server (product 5.1). Nothing is opened before `connect`. */
export class BelfryClient {
  readonly #tab: Tab;

  /** Throws a `TypeError` for options that could never work. */
  constructor(options: ClientOptions) {
    this.#tab = new Tab(options, pageSurroundings());
  }

  get state(): ConnectionState {
    return this.#tab.link.state;
  }

  /** Of the latest connection. */
  get connectionId(): string | undefined {
    return this.#tab.snapshot?.connected.connectionId;
  }

  /** The position that the next connection resumes from. */
  get cursor(): string | undefined {
    return this.#tab.cursor;
  }

  /** Opens the connection, and keeps it open until `close`. Calling it again is harmless. */
  connect(): void {
    this.#tab.connect();
  }

  /** For good, until `connect`. Acks and reads that wait are kept until then. */
  close(): void {
    this.#tab.close();
  }

  /** Answers how to stop listening. */
  on<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): () => void {
    return this.#tab.emitter.on(type, listener);
  }

  /** To channels, for this user, on all devices. Answers all of the user's channels; rejects with a `RequestError`. */
  subscribe(channels: readonly string[]): Promise<string[]> {
    return this.#tab.commands.request("subscribe", channels);
  }

  /** Answers the channels that are left; rejects with a `RequestError`. */
  unsubscribe(channels: readonly string[]): Promise<string[]> {
    return this.#tab.commands.request("unsubscribe", channels);
  }

  /**
   * Any message of the dialect, now or not at all: without a connection it is logged and dropped. Throws a `RangeError`
   * for what is larger than the server takes.
   */
  send(type: string, payload: object): void {
    this.#tab.send(type, payload);
  }

  /** Acknowledges one that came. Not needed unless the client was made with `ack: false`. */
  ack(notificationId: string): void {
    this.#tab.commands.queue("notification:ack", { notificationId });
  }

  /** Marks one as read. Kept while there is no connection. */
  read(notificationId: string): void {
    this.#tab.commands.queue("notification:read", { notificationId });
  }

  /** Marks everything up to a cursor or a rev as read. Kept while there is no connection. */
  readAll(upTo: string | number): void {
    this.#tab.commands.queue("notification:read", { upTo });
  }
}
