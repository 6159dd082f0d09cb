/** Below the 10 a second that a server allows a connection, to leave room for pings and for what is sent directly. */
const PER_SECOND = 8;

/** A token bucket: so many at once, and as many each second. */
export class Pace {
  #tokens = PER_SECOND;
  #at = Date.now();

  /** 0 when one more may go now, else how long it has to wait, in milliseconds. */
  take(): number {
    const now = Date.now();
    this.#tokens = Math.min(PER_SECOND, this.#tokens + (Math.max(0, now - this.#at) * PER_SECOND) / 1_000);
    this.#at = now;
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) * 1_000) / PER_SECOND);
    this.#tokens -= 1;
    return 0;
  }
}
