import { RequestError } from "../errors.js";
import type { ErrorPayload, ServerMessage } from "../generated/protocol.js";
import type { Outgoing } from "../link.js";
import type { Logger } from "../logger.js";
import { uuid } from "../uuid.js";
import { Pace } from "./pace.js";
import type { Queued, Request } from "./queued.js";

/** How many acks and reads wait at most; beyond, the oldest is given up. */
export const MAX_QUEUED = 500;
/** How many requests wait for their reply at most. */
export const MAX_REQUESTS = 100;
/** How long a request waits, connected or not. */
export const REQUEST_MS = 10_000;
/** After a refusal that does not say how long. */
const PAUSE_MS = 1_000;
/** How often something is tried again that the server could not do. */
const MAX_REFUSALS = 5;

/**
 * What the application says: acks and reads are kept while there is no connection, requests are answered as promises
 * (product 5.1). Reads and requests are said again on the next connection when no reply came; saying them twice is
 * harmless.
 */
export class Commands {
  readonly #send: (message: Outgoing) => boolean;
  readonly #logger: Logger;
  readonly #queued = new Map<string, Queued>();
  readonly #requests = new Map<string, Request>();
  readonly #pace = new Pace();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (message: Outgoing) => boolean, logger: Logger) {
    this.#send = send;
    this.#logger = logger;
  }

  /** An ack or a read. */
  queue(type: "notification:ack" | "notification:read", payload: object): void {
    const [oldest] = this.#queued.keys();
    if (this.#queued.size >= MAX_QUEUED && oldest !== undefined) {
      this.#queued.delete(oldest);
      this.#logger.warn("belfry: gave up the oldest", { limit: MAX_QUEUED });
    }
    const id = uuid();
    this.#queued.set(id, { message: { id, type, payload }, sent: false, refusals: 0 });
    this.flush();
  }

  /** Rejects with a `RequestError`. */
  request(type: "subscribe" | "unsubscribe", channels: readonly string[]): Promise<string[]> {
    if (this.#requests.size >= MAX_REQUESTS) {
      return Promise.reject(new RequestError("TOO_MANY_REQUESTS", "too many requests wait"));
    }
    const id = uuid();
    return new Promise((resolve, reject) => {
      const message = { id, type, payload: { channels } };
      const late = () => this.#reject(id, new RequestError("TIMEOUT", "no reply"));
      const timer = setTimeout(late, REQUEST_MS);
      this.#requests.set(id, { message, timer, sent: false, refusals: 0, resolve, reject });
      this.flush();
    });
  }

  /** A message may be the reply to something here. */
  hear(message: ServerMessage): void {
    switch (message.type) {
      case "subscribed":
      case "unsubscribed":
        return this.#taken(message.id)?.resolve([...message.payload.channels]);
      case "inbox":
        return void this.#queued.delete(message.id);
      case "error":
        return this.#refused(message.id, message.payload);
      default:
        return;
    }
  }

  /** The connection is gone: what has no reply yet is said again on the next. */
  lost(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const entry of this.#all()) entry.sent = false;
  }

  /** Nobody waits any more; acks and reads are kept for the next `connect`. */
  close(): void {
    this.lost();
    for (const id of [...this.#requests.keys()]) this.#reject(id, new RequestError("CLOSED", "closed"));
  }

  /** Says what waits, at the pace that the server allows. */
  flush(): void {
    if (this.#timer !== undefined) return;
    for (const entry of this.#all()) {
      if (entry.sent) continue;
      const { waitMs } = this.#pace;
      if (waitMs > 0) return this.#pause(waitMs);
      if (!this.#send(entry.message)) return;
      this.#pace.spend();
      entry.sent = true;
      // Nothing answers an ack. One that is lost costs a repeat.
      if (entry.message.type === "notification:ack") this.#queued.delete(entry.message.id);
    }
  }

  #refused(id: string, { code, message, details, retryAfterMs }: ErrorPayload): void {
    // It does not say which message it refused.
    if (code === "RATE_LIMITED") return this.#again([...this.#all()], retryAfterMs);
    const entry = this.#queued.get(id) ?? this.#requests.get(id);
    if (entry === undefined) return;
    const passes = code === "STORE_UNAVAILABLE" || code === "OVERLOADED";
    if (passes && entry.refusals < MAX_REFUSALS) {
      entry.refusals += 1;
      return this.#again([entry], retryAfterMs);
    }
    if (this.#queued.delete(id)) this.#logger.warn("belfry: refused", { type: entry.message.type, code });
    else this.#reject(id, new RequestError(code, message, details));
  }

  #again(entries: readonly Queued[], retryAfterMs: number = PAUSE_MS): void {
    for (const entry of entries) entry.sent = false;
    this.#pause(retryAfterMs);
  }

  #pause(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.flush();
    }, ms);
  }

  *#all(): Iterable<Queued> {
    yield* this.#requests.values();
    yield* this.#queued.values();
  }

  #taken(id: string): Request | undefined {
    const request = this.#requests.get(id);
    clearTimeout(request?.timer);
    this.#requests.delete(id);
    return request;
  }

  #reject(id: string, error: RequestError): void {
    this.#taken(id)?.reject(error);
  }
}
