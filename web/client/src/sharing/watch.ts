/** A visible tab that hears nothing from its leader for so long takes its place (product 5.1). */
export const SILENCE_MS = 500;
/** After so long it asks. A leader answers at once, even when its timers are slowed down because nobody sees it. */
const ASK_MS = 200;
const TICK_MS = 100;

/** What a watch acts on. */
export interface WatchHost {
  /** Whether it matters: the tab follows, and the user can see it. */
  watching(): boolean;
  ask(): void;
  silent(): void;
}

/** Watches over the leader. Runs from `start` to `stop`. */
export class Watch {
  readonly #host: WatchHost;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #tickedAt = 0;

  constructor(host: WatchHost) {
    this.#host = host;
  }

  start(): void {
    this.stop();
    this.heard();
    this.#tickedAt = Date.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The leader said something. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  #tick(): void {
    const now = Date.now();
    // A tab that stood still itself has heard nothing, whatever the leader said.
    const stoodStill = now - this.#tickedAt > SILENCE_MS;
    this.#tickedAt = now;
    if (!this.#host.watching() || stoodStill) this.#heardAt = now;
    if (!this.#host.watching()) return;
    const silence = now - this.#heardAt;
    if (silence >= SILENCE_MS) {
      this.#heardAt = now;
      this.#host.silent();
    } else if (silence >= ASK_MS || stoodStill) {
      this.#host.ask();
    }
  }
}
