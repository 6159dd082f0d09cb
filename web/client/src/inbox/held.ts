import type { Told } from "./inbox.js";

/** Beyond so many, waiting for the end of the catch-up would cost too much. */
const MAX_HELD = 256;
/** A catch-up from which nothing comes for so long is over, or will not end. */
export const QUIET_MS = 1_000;

/** Live messages that wait while what was missed comes in, for a bounded time and in a bounded number (product 5.1). */
export class Held {
  readonly #release: (message: Told) => void;
  #messages: Told[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `release` gets what was held, in order. */
  constructor(release: (message: Told) => void) {
    this.#release = release;
  }

  get holding(): boolean {
    return this.#timer !== undefined;
  }

  /** Holds until `end`; when nothing more calls this for `QUIET_MS`, ends by itself and calls `quiet`. */
  extend(quiet: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.end();
      quiet();
    }, QUIET_MS);
  }

  add(message: Told): void {
    this.#messages.push(message);
    if (this.#messages.length >= MAX_HELD) this.#tell();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tell();
  }

  #tell(): void {
    const messages = this.#messages;
    this.#messages = [];
    for (const message of messages) this.#release(message);
  }
}
