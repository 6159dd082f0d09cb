import { type Call, isProgress, type ProgressCall } from "./call.js";

/**
 * What is to be sent, in order. Each job has a place for its latest progress and one for its end; all else shares
 * `limit` places. With the bound on open jobs, which the publisher keeps, this bounds the whole.
 */
export class CallQueue {
  readonly #limit: number;
  /** Under themselves; the progress of a job under the job's id, so that a newer one takes its place in the order. */
  readonly #calls = new Map<Call | string, Call>();
  readonly #onSharedPlaces = new Set<Call>();
  /** Behind these is a call of the same job, which a newer report must not overtake. */
  readonly #followed = new WeakSet<ProgressCall>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** False when there is no room. A progress of the job that waits for its time goes out before it, and at once. */
  push(call: Call): boolean {
    if (this.#onSharedPlaces.size >= this.#limit) return false;
    this.#onSharedPlaces.add(call);
    this.pushEnd(call);
    return true;
  }

  /** As `push`, on the place that every job has for its end. */
  pushEnd(call: Call): void {
    const waiting = call.jobId === undefined ? undefined : this.progressOf(call.jobId);
    if (waiting) {
      waiting.dueAt = 0;
      this.#followed.add(waiting);
    }
    this.#calls.set(call, call);
  }

  /** Answers the progress of the job that was not sent yet and is stale now, if there was one. */
  pushProgress(call: ProgressCall): ProgressCall | undefined {
    const stale = this.progressOf(call.jobId);
    // Else its place in the order stays: a job that reports all the time would never come to the front of it.
    if (stale && this.#followed.has(stale)) this.#calls.delete(call.jobId);
    else if (stale) call.dueAt = Math.min(call.dueAt, stale.dueAt);
    this.#calls.set(call.jobId, call);
    return stale;
  }

  /** Removes the first call that is due. */
  take(now: number): Call | undefined {
    for (const call of this.#calls.values()) {
      if (dueAt(call) > now) continue;
      this.remove(call);
      return call;
    }
    return undefined;
  }

  /** When the next call is due; undefined when there is none. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const call of this.#calls.values()) next = Math.min(next ?? Infinity, dueAt(call));
    return next;
  }

  /** False when it is not in the queue. */
  remove(call: Call): boolean {
    const key = isProgress(call) ? call.jobId : call;
    if (this.#calls.get(key) !== call) return false;
    this.#onSharedPlaces.delete(call);
    return this.#calls.delete(key);
  }

  progressOf(jobId: string): ProgressCall | undefined {
    return this.#calls.get(jobId) as ProgressCall | undefined;
  }

  /** In order. */
  of(jobId: string): Call[] {
    return [...this.#calls.values()].filter((call) => call.jobId === jobId);
  }

  /** Makes everything due now. */
  hurry(): void {
    for (const call of this.#calls.values()) if (isProgress(call)) call.dueAt = 0;
  }
}

function dueAt(call: Call): number {
  return isProgress(call) ? call.dueAt : 0;
}
