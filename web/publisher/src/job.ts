import { api } from "./api.js";
import type { CallOptions, Calls } from "./calls.js";
import type { Outcome } from "./call.js";
import { jobErrorOf } from "./job-error.js";
import { Pace } from "./pace.js";
import { JOB_CANCELLED, JOB_TERMINAL } from "./settle.js";
import { Stage } from "./stage.js";
import type { Counters } from "./stats.js";
import type { JobReport, JsonObject } from "./types.js";

/** The reason of `Job.signal` when the job was cancelled. */
export class JobCancelledError extends Error {
  override readonly name = "JobCancelledError";
  readonly jobId: string;

  constructor(jobId: string) {
    super(`job ${jobId} was cancelled`);
    this.jobId = jobId;
  }
}

export interface JobParts {
  readonly calls: Calls;
  readonly counters: Counters;
  readonly progressIntervalMs: number;
  /** Called once, when the job takes no more calls. */
  readonly over: (job: Job) => void;
}

/**
 * A job as its worker reports it. No call throws; only `complete` and `fail` are worth waiting for. A job that could
 * not be started is detached: its calls do nothing and are counted as ignored.
 */
export class Job {
  /** Undefined: detached. */
  readonly id: string | undefined;
  readonly #parts: JobParts;
  readonly #pace: Pace;
  readonly #cancelled = new AbortController();
  #open: boolean;

  /** @internal */
  constructor(id: string | undefined, parts: JobParts) {
    this.id = id;
    this.#parts = parts;
    this.#pace = new Pace(parts.progressIntervalMs);
    this.#open = id !== undefined;
  }

  get detached(): boolean {
    return this.id === undefined;
  }

  /** Known from the answer to a report, or from the long poll of `watchCancel`. The work should stop. */
  get cancelled(): boolean {
    return this.#cancelled.signal.aborted;
  }

  /** Aborted, with a `JobCancelledError`, when `cancelled` becomes true. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  stage(name: string): Stage {
    const completeStage = (stage: string, results: JsonObject | undefined) => this.#completeStage(stage, results);
    return new Stage({ report: (report) => this.report(report), completeStage }, name);
  }

  /** For jobs without stages: `percent` of the whole job. */
  progress(percent: number, message?: string): void {
    this.report({ progress: percent, message });
  }

  report(report: JobReport): void {
    const id = this.#usableId();
    if (id === undefined) return;
    const dueAt = this.#pace.dueAt(report.stage, performance.now());
    this.#parts.calls.makeProgress(api.progress(id, report), id, dueAt, (outcome) => this.#heed(outcome));
  }

  /** Resolves, within the time a call has, to whether the server took it: not when the job was cancelled before. */
  complete(results?: JsonObject): Promise<boolean> {
    return this.#end((id) => api.complete(id, { results }));
  }

  /** As `complete`. Takes whatever was thrown; its `code`, `message` and `details`, if it has them, reach the user. */
  fail(error: unknown): Promise<boolean> {
    return this.#end((id) => api.fail(id, { error: jobErrorOf(error) }));
  }

  /** @internal The server, or the long poll, said that the job was cancelled. */
  setCancelled(): void {
    if (this.id === undefined || this.cancelled) return;
    this.#close();
    this.#cancelled.abort(new JobCancelledError(this.id));
  }

  #completeStage(stage: string, results: JsonObject | undefined): void {
    const id = this.#usableId();
    if (id === undefined) return;
    const made = this.#parts.calls.make(api.completeStage(id, stage, { results }), { jobId: id });
    void made.then((outcome) => this.#heed(outcome));
  }

  async #end(post: (id: string) => ReturnType<typeof api.complete>): Promise<boolean> {
    const id = this.#usableId();
    if (id === undefined) return false;
    this.#open = false;
    const options: CallOptions = { jobId: id, doneBefore: (refusal) => refusal.code === JOB_TERMINAL };
    const outcome = await this.#parts.calls.makeEnd(post(id), options);
    this.#heed(outcome);
    this.#close();
    return outcome.kind === "sent";
  }

  #heed(outcome: Outcome): void {
    if (outcome.kind !== "refused") return;
    if (outcome.answer.code === JOB_CANCELLED) this.setCancelled();
    else if (outcome.answer.code === JOB_TERMINAL) this.#close();
  }

  #usableId(): string | undefined {
    if (this.#open) return this.id;
    this.#parts.counters.ignored += 1;
    return undefined;
  }

  #close(): void {
    this.#open = false;
    this.#parts.over(this);
  }
}
