import type { Job } from "../src/job-types.js";

/** A running job of two stages. */
export function jobOf(members: Partial<Job> = {}): Job {
  return {
    jobId: "job_20260125_k3v9",
    kind: "upload",
    title: "parts.csv",
    stages: [
      { name: "parse", weight: 1 },
      { name: "store", weight: 3 },
    ],
    status: "running",
    stage: "parse",
    progress: 10,
    stageProgress: 40,
    estimatedSecondsRemaining: 120,
    stalled: false,
    createdAt: "2026-01-25T12:00:00.000Z",
    updatedAt: "2026-01-25T12:00:01.000Z",
    ...members,
  };
}
