import type { ApiPort, ClientPort } from "../client-types.js";
import type { Job, JobEvent } from "../job-types.js";
import { listed } from "../store/listed.js";
import { type ActionResult, asError, done, failed } from "../store/result.js";
import { Cell, type ReadableStore } from "../store/store.js";
import { furtherOf, isEnded, reduceJob } from "./reduce-job.js";

/** The user's jobs as far as they are known. */
export interface JobsView {
  readonly phase: "idle" | "loading" | "ready" | "failed";
  readonly jobs: ReadonlyMap<string, Job>;
  /** Ids whose cancelling is under way. */
  readonly cancelling: ReadonlySet<string>;
  /** Why a job could not be fetched, by its id. */
  readonly errors: ReadonlyMap<string, Error>;
  /** Why the list could not be fetched. */
  readonly error: Error | undefined;
}

/** So many jobs are kept; beyond that the ones that ended first go. */
const maxJobs = 500;

/** News of a job that is being fetched: so many are kept. */
const maxWaiting = 100;

const pageSize = 50;

/** The jobs of one client, without React. Owned by a session, which starts and stops it. */
export class JobsStore implements ReadableStore<JobsView> {
  readonly #client: ClientPort;
  readonly #api: ApiPort;
  readonly #now: () => number;
  /** News of jobs whose fetch is under way, by id. */
  readonly #waiting = new Map<string, JobEvent[]>();
  readonly #view = new Cell<JobsView>({
    phase: "idle",
    jobs: new Map(),
    cancelling: new Set(),
    errors: new Map(),
    error: undefined,
  });

  constructor(client: ClientPort, api: ApiPort, now: () => number = Date.now) {
    this.#client = client;
    this.#api = api;
    this.#now = now;
  }

  readonly getSnapshot = (): JobsView => this.#view.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  /** Listens to the client. Answers how to stop. Progress is not replayed, so a new connection asks again. */
  start(): () => void {
    const stops = [this.#client.on("job", this.#onNews), this.#client.on("connected", this.#onConnected)];
    return () => stops.forEach((stop) => stop());
  }

  /** Fetches the unfinished jobs, unless that was done or is under way. */
  readonly load = (): Promise<ActionResult> =>
    this.getSnapshot().phase === "idle" ? this.refetch() : Promise.resolve(done);

  readonly refetch = async (): Promise<ActionResult> => {
    if (this.getSnapshot().phase !== "ready") this.#set({ phase: "loading" });
    try {
      const page = listed(await this.#api.jobs({ limit: pageSize, unfinished: true }));
      this.#keep(page.items);
      this.#set({ phase: "ready", error: undefined });
      return done;
    } catch (reason) {
      this.#set({ phase: this.getSnapshot().phase === "ready" ? "ready" : "failed", error: asError(reason) });
      return failed(reason);
    }
  };

  /** Fetches one job, unless it is known or being fetched. */
  readonly follow = (id: string): Promise<ActionResult> =>
    this.getSnapshot().jobs.has(id) ? Promise.resolve(done) : this.#fetch(id);

  /** Cancels a job. It counts as cancelled once the server says so: until then it is `cancelling`. */
  readonly cancel = async (id: string): Promise<ActionResult> => {
    if (this.getSnapshot().cancelling.has(id)) return done;
    this.#setCancelling(id, true);
    try {
      this.#keep([await this.#api.cancelJob(id)]);
      return done;
    } catch (reason) {
      return failed(reason);
    } finally {
      this.#setCancelling(id, false);
    }
  };

  readonly #onNews = (event: JobEvent): void => {
    const { jobs } = this.getSnapshot();
    const job = jobs.get(event.job_id);
    if (job) {
      this.#keep([reduceJob(job, event, this.#isoNow())], "replace");
      return;
    }
    const waiting = this.#waiting.get(event.job_id);
    if (waiting) waiting.splice(0, waiting.length, ...[...waiting, event].slice(-maxWaiting));
    else if (!this.getSnapshot().errors.has(event.job_id)) void this.#fetch(event.job_id, event);
  };

  readonly #onConnected = (): void => {
    const { phase, jobs } = this.getSnapshot();
    if (phase === "ready" || phase === "failed") void this.refetch();
    for (const job of jobs.values()) if (!isEnded(job.status)) void this.#fetch(job.jobId);
  };

  async #fetch(id: string, event?: JobEvent): Promise<ActionResult> {
    if (this.#waiting.has(id)) return done;
    const waiting = event ? [event] : [];
    this.#waiting.set(id, waiting);
    try {
      const fetched = furtherOf(this.getSnapshot().jobs.get(id), await this.#api.job(id));
      this.#keep([waiting.reduce((job, news) => reduceJob(job, news, this.#isoNow()), fetched)]);
      return done;
    } catch (reason) {
      this.#set({ errors: new Map(this.getSnapshot().errors).set(id, asError(reason)) });
      return failed(reason);
    } finally {
      this.#waiting.delete(id);
    }
  }

  #keep(told: readonly Job[], how: "further" | "replace" = "further"): void {
    const { jobs, errors } = this.getSnapshot();
    const next = new Map(jobs);
    const left = new Map(errors);
    for (const job of told) {
      next.set(job.jobId, how === "replace" ? job : furtherOf(next.get(job.jobId), job));
      left.delete(job.jobId);
    }
    this.#set({ jobs: bounded(next), errors: left });
  }

  #setCancelling(id: string, isCancelling: boolean): void {
    const cancelling = new Set(this.getSnapshot().cancelling);
    if (isCancelling) cancelling.add(id);
    else cancelling.delete(id);
    this.#set({ cancelling });
  }

  #set(members: Partial<JobsView>): void {
    this.#view.set({ ...this.getSnapshot(), ...members });
  }

  #isoNow(): string {
    return new Date(this.#now()).toISOString();
  }
}

function bounded(jobs: Map<string, Job>): Map<string, Job> {
  if (jobs.size <= maxJobs) return jobs;
  const byEnd = [...jobs.values()].filter((job) => isEnded(job.status));
  byEnd.sort((a, b) => (a.endedAt ?? "").localeCompare(b.endedAt ?? ""));
  for (const job of byEnd.slice(0, jobs.size - maxJobs)) jobs.delete(job.jobId);
  return jobs;
}
