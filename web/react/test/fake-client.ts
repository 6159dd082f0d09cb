import type { ClientEvents, ClientPort, ConnectionState } from "../src/client-types.js";

type Listeners = { [K in keyof ClientEvents]: Set<(event: ClientEvents[K]) => void> };

/** A client whose socket is the test. It delivers nothing while it is not connected. */
export class FakeClient implements ClientPort {
  state: ConnectionState = "disconnected";
  /** How often it was told to connect and to close. */
  connects = 0;
  closes = 0;
  readonly sent: { type: string; payload: object }[] = [];
  /** What waits for a connection. */
  readonly queued: string[] = [];
  readonly #channels = new Set<string>();
  readonly #listeners: Listeners = {
    state: new Set(),
    connected: new Set(),
    notification: new Set(),
    inbox: new Set(),
    job: new Set(),
    message: new Set(),
    resync: new Set(),
  };

  connect(): void {
    this.connects += 1;
    this.become("connecting");
  }

  close(): void {
    this.closes += 1;
    this.become("disconnected");
  }

  become(to: ConnectionState, reason = "test"): void {
    const from = this.state;
    this.state = to;
    this.emit("state", { from, to, reason, at: Date.now() });
  }

  on<K extends keyof ClientEvents>(type: K, listener: (event: ClientEvents[K]) => void): () => void {
    this.#listeners[type].add(listener);
    return () => this.#listeners[type].delete(listener);
  }

  emit<K extends keyof ClientEvents>(type: K, event: ClientEvents[K]): void {
    if (type !== "state" && this.state !== "connected") return;
    for (const listener of this.#listeners[type]) listener(event);
  }

  get listeners(): number {
    return Object.values(this.#listeners).reduce((sum, set) => sum + set.size, 0);
  }

  subscribe(channels: string[]): Promise<string[]> {
    for (const channel of channels) this.#channels.add(channel);
    return Promise.resolve([...this.#channels]);
  }

  unsubscribe(channels: string[]): Promise<string[]> {
    for (const channel of channels) this.#channels.delete(channel);
    return Promise.resolve([...this.#channels]);
  }

  send(type: string, payload: object): void {
    this.sent.push({ type, payload });
  }

  read(notificationId: string): void {
    this.queued.push(notificationId);
  }

  readAll(upTo: string): void {
    this.queued.push(upTo);
  }
}
