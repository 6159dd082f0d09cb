import { type BackoffLimits, retryDelayMs } from "./backoff.js";
import type { Call, Outcome } from "./call.js";
import type { Log } from "./log.js";
import { described } from "./settle.js";
import { sleep } from "./sleep.js";
import type { Counters } from "./stats.js";
import type { Answer, Transport, Unanswered } from "./transport.js";

export interface DeliveryOptions {
  /** Of one attempt. */
  readonly requestTimeoutMs: number;
  readonly backoff: BackoffLimits;
}

type Verdict = "sent" | "refused" | "again" | "uncertain";

/** Makes the attempts of one call. */
export class Delivery {
  readonly #transport: Transport;
  readonly #options: DeliveryOptions;
  readonly #counters: Counters;
  readonly #log: Log;
  #troubled = false;

  constructor(transport: Transport, options: DeliveryOptions, counters: Counters, log: Log) {
    this.#transport = transport;
    this.#options = options;
    this.#counters = counters;
    this.#log = log;
  }

  /** Never rejects. `stop` ends it early, with its reason as that of giving up; `isStale` is asked before a repeat. */
  async run(call: Call, stop: AbortSignal, isStale: () => boolean): Promise<Outcome> {
    for (let attempts = 1; ; attempts += 1) {
      const last = await this.#transport.send(call.request, this.#options.requestTimeoutMs, stop);
      const verdict = attempts > 1 && isDoneBefore(call, last) ? "sent" : judged(call, last);
      if (last.kind === "answer" && (verdict === "sent" || verdict === "refused")) {
        this.#answersAgain();
        return verdict === "sent" ? { kind: "sent", answer: last } : { kind: "refused", answer: last, attempts };
      }
      if (stop.aborted) return { kind: "given_up", reason: String(stop.reason), attempts, last };
      if (verdict === "uncertain") {
        return { kind: "given_up", reason: "it may have been done and is not repeated", attempts, last };
      }
      const delay = retryDelayMs(attempts, retryAfterOf(last), this.#options.backoff);
      if (performance.now() + delay >= call.deadline) {
        return { kind: "given_up", reason: "could not be sent in time", attempts, last };
      }
      this.#troubledBy(call, last);
      await sleep(delay, stop);
      if (stop.aborted) return { kind: "given_up", reason: String(stop.reason), attempts, last };
      if (isStale()) return { kind: "replaced" };
      this.#counters.retried += 1;
    }
  }

  /** One line for an outage, however many calls it hits. */
  #troubledBy(call: Call, last: Answer | Unanswered): void {
    if (this.#troubled) return;
    this.#troubled = true;
    this.#log({ level: "warn", message: "the server takes no calls; repeating", ...described(call, last) });
  }

  #answersAgain(): void {
    if (this.#troubled) this.#log({ level: "info", message: "the server takes calls again" });
    this.#troubled = false;
  }
}

function judged(call: Call, last: Answer | Unanswered): Verdict {
  if (last.kind === "unanswered") return last.unsent || call.repeating === "safe" ? "again" : "uncertain";
  if (last.status >= 200 && last.status < 300) return "sent";
  // Both say that nothing was done.
  if (last.status === 429 || last.status === 503) return "again";
  if (last.status >= 500 || last.status === 408) return call.repeating === "safe" ? "again" : "uncertain";
  return "refused";
}

function isDoneBefore(call: Call, last: Answer | Unanswered): boolean {
  return last.kind === "answer" && call.doneBefore !== undefined && call.doneBefore(last);
}

function retryAfterOf(last: Answer | Unanswered): number | undefined {
  return last.kind === "answer" ? last.retryAfterMs : undefined;
}
