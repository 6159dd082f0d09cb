/** When a job's next progress goes out: the first of a stage at once, then one in an interval. */
export class Pace {
  readonly #intervalMs: number;
  #dueAt = -Infinity;
  #stage: string | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  dueAt(stage: string | undefined, now: number): number {
    if (stage !== this.#stage) this.#dueAt = now;
    else if (now >= this.#dueAt) this.#dueAt = Math.max(now, this.#dueAt + this.#intervalMs);
    this.#stage = stage;
    return this.#dueAt;
  }
}
