import { type Call, isProgress, type Outcome, type ProgressCall } from "./call.js";
import type { CallQueue } from "./call-queue.js";
import type { Delivery } from "./delivery.js";

/**
 * Sends one call after the other, so that they keep their order and share one connection. A call is repeated until its
 * deadline; what is behind it waits, for what is wrong is with the server and not with the call. `settle` hears of
 * every call that was put in, once.
 */
export class Sender {
  readonly #queue: CallQueue;
  readonly #delivery: Delivery;
  readonly #settle: (call: Call, outcome: Outcome) => void;
  readonly #deadlines = new Map<Call, NodeJS.Timeout>();
  readonly #whenIdle = new Set<() => void>();
  #current: { readonly call: Call; readonly stop: AbortController } | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #alarmAt: number | undefined;
  #closed = false;

  constructor(queue: CallQueue, delivery: Delivery, settle: (call: Call, outcome: Outcome) => void) {
    this.#queue = queue;
    this.#delivery = delivery;
    this.#settle = settle;
  }

  put(call: Call): void {
    if (this.#closed) return this.#settle(call, { kind: "ignored" });
    if (!this.#queue.push(call)) return this.#settle(call, givenUp("no room in the queue"));
    this.#limitTime(call);
    this.#wake();
  }

  /** The end of a job, for which there is always a place. */
  putEnd(call: Call): void {
    if (this.#closed) return this.#settle(call, { kind: "ignored" });
    this.#queue.pushEnd(call);
    this.#limitTime(call);
    this.#wake();
  }

  putProgress(call: ProgressCall): void {
    if (this.#closed) return this.#settle(call, { kind: "ignored" });
    const stale = this.#queue.pushProgress(call);
    if (stale) this.#settle(stale, { kind: "replaced" });
    this.#wake();
  }

  /** Drops what is queued for a job that is over. */
  forget(jobId: string): void {
    for (const call of this.#queue.of(jobId)) {
      this.#queue.remove(call);
      this.#end(call, { kind: "ignored" });
    }
  }

  /** Sends what is queued, not waiting for progress to be due. True when all is through, false after `timeoutMs`. */
  flush(timeoutMs: number): Promise<boolean> {
    this.#queue.hurry();
    this.#wake();
    return new Promise((resolve) => {
      const end = (through: boolean) => {
        clearTimeout(timer);
        this.#whenIdle.delete(idle);
        resolve(through);
      };
      const idle = () => end(true);
      const timer = setTimeout(end, timeoutMs, false);
      this.#whenIdle.add(idle);
      this.#tellIfIdle();
    });
  }

  /** Takes no more calls; flushes, then gives up what is left. */
  async close(timeoutMs: number): Promise<boolean> {
    this.#closed = true;
    if (await this.flush(timeoutMs)) return true;
    const reason = "closed before it was sent";
    for (let call = this.#queue.take(Infinity); call; call = this.#queue.take(Infinity)) {
      this.#end(call, givenUp(reason));
    }
    this.#current?.stop.abort(reason);
    await this.flush(timeoutMs);
    return false;
  }

  #wake(): void {
    if (this.#current) return;
    const call = this.#queue.take(performance.now());
    if (call) {
      this.#wakeAt(undefined);
      void this.#deliver(call);
      return;
    }
    this.#wakeAt(this.#queue.nextDue());
    this.#tellIfIdle();
  }

  #wakeAt(due: number | undefined): void {
    if (due === this.#alarmAt) return;
    clearTimeout(this.#alarm);
    this.#alarmAt = due;
    if (due === undefined) return;
    const ring = () => {
      this.#alarmAt = undefined;
      this.#wake();
    };
    // Rounded up: a timer may fire early by the fraction of a millisecond.
    this.#alarm = setTimeout(ring, Math.ceil(due - performance.now()) + 1);
  }

  async #deliver(call: Call): Promise<void> {
    const stop = new AbortController();
    this.#current = { call, stop };
    const isStale = () => isProgress(call) && this.#queue.progressOf(call.jobId) !== undefined;
    const outcome = await this.#delivery.run(call, stop.signal, isStale);
    this.#current = undefined;
    this.#end(call, outcome);
    this.#wake();
  }

  /** Progress needs none, for a newer one takes its place; all else has its deadline even in the queue. */
  #limitTime(call: Call): void {
    const reason = "could not be sent in time";
    const expire = () => {
      if (this.#current?.call === call) this.#current.stop.abort(reason);
      else if (this.#queue.remove(call)) this.#end(call, givenUp(reason));
      this.#tellIfIdle();
    };
    this.#deadlines.set(call, setTimeout(expire, call.deadline - performance.now()));
  }

  #end(call: Call, outcome: Outcome): void {
    clearTimeout(this.#deadlines.get(call));
    this.#deadlines.delete(call);
    this.#settle(call, outcome);
  }

  #tellIfIdle(): void {
    if (this.#current || this.#queue.size > 0) return;
    for (const idle of [...this.#whenIdle]) idle();
  }
}

const givenUp = (reason: string): Outcome => ({ kind: "given_up", reason, attempts: 0 });
