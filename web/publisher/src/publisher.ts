import { randomUUID } from "node:crypto";

import { api } from "./api.js";
import type { Call, Outcome } from "./call.js";
import { CallQueue } from "./call-queue.js";
import { Calls } from "./calls.js";
import { watchCancel } from "./cancel-watch.js";
import { Delivery } from "./delivery.js";
import { HttpTransport } from "./http-transport.js";
import { Job } from "./job.js";
import { guarded, type Log, logToConsole } from "./log.js";
import { memberOf } from "./member-of.js";
import { type Limits, limitsOf, type PublisherOptions } from "./options.js";
import { Sender } from "./sender.js";
import { settle } from "./settle.js";
import { newCounters, type PublisherStats } from "./stats.js";
import type { BroadcastMessage, BroadcastResult, BroadcastTarget } from "./types.js";
import type { NewJob, Notification, NotifyResult, StartJobOptions } from "./types.js";

/**
 * Sends a service's notifications, broadcasts and jobs to a Belfry server, one call after the other on one connection.
 * Nothing but the constructor throws: what could not be sent is logged, counted in `stats`, and never stops the work.
 */
export class BelfryPublisher {
  readonly #limits: Limits;
  readonly #log: Log;
  readonly #counters = newCounters();
  readonly #transport: HttpTransport;
  readonly #sender: Sender;
  readonly #calls: Calls;
  readonly #watches = new Map<Job, AbortController>();
  #jobs = 0;
  #closed = false;

  /** Throws a `TypeError` or `RangeError` for options that could never work. Connects with the first call. */
  constructor(options: PublisherOptions) {
    const limits = limitsOf(options);
    const log = guarded(options.log ?? logToConsole);
    const counters = this.#counters;
    const done = (call: Call, outcome: Outcome) => settle(call, outcome, counters, log);
    this.#limits = limits;
    this.#log = log;
    this.#transport = new HttpTransport(options.url, options.serviceKey);
    const delivery = new Delivery(this.#transport, this.#patience(), counters, log);
    this.#sender = new Sender(new CallQueue(limits.maxQueued), delivery, done);
    this.#calls = new Calls(this.#sender, done, limits.giveUpAfterMs);
  }

  /** A copy of the counts at this time. */
  get stats(): PublisherStats {
    return { ...this.#counters };
  }

  /** Undefined when it was not accepted. Repeats carry one `Idempotency-Key`, so that nobody is told twice. */
  async notify(notification: Notification): Promise<NotifyResult | undefined> {
    const outcome = await this.#calls.make(api.notify(notification), { idempotencyKey: randomUUID() });
    return bodyOf<NotifyResult>(outcome);
  }

  /** Undefined when it was not sent, or when nobody knows: what nobody keeps is not sent a second time. */
  async broadcast(target: BroadcastTarget, message: BroadcastMessage): Promise<BroadcastResult | undefined> {
    const outcome = await this.#calls.make(api.broadcast({ target, message }), { repeating: "unsafe" });
    return bodyOf<BroadcastResult>(outcome);
  }

  /** Always answers a job, within `startTimeoutMs`; a detached one when the server did not take it. */
  async startJob(job: NewJob, options: StartJobOptions = {}): Promise<Job> {
    if (this.#jobs >= this.#limits.maxJobs) {
      this.#counters.failed += 1;
      this.#log({ level: "error", message: "too many open jobs; this one is not reported" });
      return this.#jobOf(undefined);
    }
    this.#jobs += 1;
    const timeoutMs = this.#limits.startTimeoutMs;
    const outcome = await this.#calls.make(api.startJob(job), { idempotencyKey: randomUUID(), timeoutMs });
    const jobId = memberOf(bodyOf(outcome), "jobId");
    if (typeof jobId !== "string") {
      this.#jobs -= 1;
      this.#log({ level: "warn", message: "the job goes on without being reported" });
      return this.#jobOf(undefined);
    }
    const started = this.#jobOf(jobId);
    if (this.#closed) return started;
    const watch = new AbortController();
    this.#watches.set(started, watch);
    if (options.watchCancel) void this.#watch(started, jobId, watch.signal);
    return started;
  }

  /** Waits until all that was called is through: true, or false after the time. */
  flush(timeoutMs = 5_000): Promise<boolean> {
    return this.#sender.flush(timeoutMs);
  }

  /** Flushes, then gives up what is left and takes no more calls. False when something was left. */
  close(timeoutMs = 5_000): Promise<boolean> {
    this.#closed = true;
    for (const watch of this.#watches.values()) watch.abort();
    return this.#sender.close(timeoutMs);
  }

  #patience() {
    const { requestTimeoutMs, backoffBaseMs: baseMs, backoffMaxMs: maxMs } = this.#limits;
    return { requestTimeoutMs, backoff: { baseMs, maxMs } };
  }

  #jobOf(id: string | undefined): Job {
    const { progressIntervalMs } = this.#limits;
    const over = (job: Job) => this.#over(job);
    return new Job(id, { calls: this.#calls, counters: this.#counters, progressIntervalMs, over });
  }

  async #watch(job: Job, jobId: string, stop: AbortSignal): Promise<void> {
    if (await watchCancel(this.#transport, jobId, this.#patience(), stop, this.#log)) job.setCancelled();
  }

  #over(job: Job): void {
    const watch = this.#watches.get(job);
    if (!watch || job.id === undefined) return;
    watch.abort();
    this.#watches.delete(job);
    this.#jobs -= 1;
    this.#sender.forget(job.id);
  }
}

function bodyOf<Body>(outcome: Outcome): Body | undefined {
  return outcome.kind === "sent" ? (outcome.answer.body as Body) : undefined;
}
