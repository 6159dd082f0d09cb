/** Below the 10 a second that a server allows a connection, to leave room for pings and for what is sent directly. */
const PER_SECOND = 8;

/** A token bucket: so many at once, and as many each second. */
export class Pace {
  #tokens = PER_SECOND;
  #at = Date.now();

  /** 0 when one more may go now, else how long it has to wait, in milliseconds. */
  get waitMs(): number {
    const now = Date.now();
    this.#tokens = Math.min(PER_SECOND, this.#tokens + (Math.max(0, now - this.#at) * PER_SECOND) / 1_000);
    this.#at = now;
    return this.#tokens < 1 ? Math.ceil(((1 - this.#tokens) * 1_000) / PER_SECOND) : 0;
  }

  /** One more has gone. */
  spend(): void {
    this.#tokens -= 1;
  }
}
