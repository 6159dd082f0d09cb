/** A timer that can be held; what was left when it was held is what is left when it goes on. */
export class Countdown {
  readonly #onEnd: () => void;
  readonly #now: () => number;
  #leftMs: number;
  #startedAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `Infinity` never ends. Begins held. */
  constructor(durationMs: number, onEnd: () => void, now: () => number = Date.now) {
    this.#leftMs = durationMs;
    this.#onEnd = onEnd;
    this.#now = now;
  }

  go(): void {
    if (this.#startedAt !== undefined || this.#leftMs === Infinity) return;
    this.#startedAt = this.#now();
    this.#timer = setTimeout(this.#onEnd, this.#leftMs);
  }

  hold(): void {
    if (this.#startedAt === undefined) return;
    clearTimeout(this.#timer);
    this.#leftMs = Math.max(0, this.#leftMs - (this.#now() - this.#startedAt));
    this.#startedAt = undefined;
  }
}
