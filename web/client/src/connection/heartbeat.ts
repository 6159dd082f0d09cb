/** How long an answer may take before the connection counts as dead. */
export const PONG_MS = 5_000;

/** What a heartbeat acts on. */
export interface HeartbeatHost {
  ping(): void;
  /** Nothing came for `PONG_MS` after a ping. */
  silent(): void;
}

/** Finds out that a connection is dead although its socket does not know. Owned by the connection; `stop` ends it. */
export class Heartbeat {
  readonly #host: HeartbeatHost;
  #beat: ReturnType<typeof setInterval> | undefined;
  #wait: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HeartbeatHost) {
    this.#host = host;
  }

  /** Pings in the rhythm that the server named. */
  start(seconds: number): void {
    this.stop();
    if (seconds > 0) this.#beat = setInterval(() => this.probe(), seconds * 1_000);
  }

  stop(): void {
    clearInterval(this.#beat);
    this.heard();
  }

  /** Anything that comes is a sign of life. */
  heard(): void {
    clearTimeout(this.#wait);
    this.#wait = undefined;
  }

  /** Is anybody there? */
  probe(): void {
    if (this.#wait !== undefined) return;
    const asked = Date.now();
    this.#wait = setTimeout(() => {
      this.#wait = undefined;
      // A timer that is late by so much stood still with the page: the answer may be waiting behind it.
      if (Date.now() - asked > 2 * PONG_MS) this.probe();
      else this.#host.silent();
    }, PONG_MS);
    this.#host.ping();
  }
}
