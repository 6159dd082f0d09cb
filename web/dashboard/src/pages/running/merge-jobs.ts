import type { Job } from "@belfry/react";

/** Each job once, in the shape that `newer` knows where both do; the newest first. */
export function mergeJobs(older: readonly Job[], newer: readonly Job[]): readonly Job[] {
  const byId = new Map([...older, ...newer].map((job) => [job.jobId, job]));
  return [...byId.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}
