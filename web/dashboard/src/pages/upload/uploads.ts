import type { Job } from "@belfry/react";

/** A file that was sent from this page. */
export interface Upload {
  readonly key: number;
  readonly fileName: string;
  /** `done`: the server has it, and its job is about to come or there. */
  readonly phase: "sending" | "done" | "failed";
  /** Why it failed. */
  readonly failure?: string;
  /** The jobs that were known when it was sent: its own is none of them. */
  readonly before: ReadonlySet<string>;
}

/** The job of each upload, as far as it has come; of two files with one name, the first sent has the older job. */
export function jobsOfUploads(uploads: readonly Upload[], jobs: readonly Job[]): ReadonlyMap<number, Job> {
  const found = new Map<number, Job>();
  const taken = new Set<string>();
  const oldestFirst = [...jobs].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  for (const { key, fileName, before } of [...uploads].sort((a, b) => a.key - b.key)) {
    const job = oldestFirst.find((one) => one.fileName === fileName && !before.has(one.jobId) && !taken.has(one.jobId));
    if (!job) continue;
    taken.add(job.jobId);
    found.set(key, job);
  }
  return found;
}
