import { JobCard, JobProgress } from "../../src/index.js";
import { jobOf } from "../../test/job-of.js";
import type { Job } from "../../src/job-types.js";
import { Stage } from "../stage.js";
import type { Story } from "../story.js";

const states: readonly (Partial<Job> & { readonly name: string })[] = [
  { name: "queued", status: "queued", progress: 0, stage: undefined, estimatedSecondsRemaining: null },
  { name: "running", progress: 62.5, stage: "store", currentRow: 602, totalRows: 1204, message: "storing rows" },
  { name: "stalled", progress: 40, stalled: true },
  { name: "completed", status: "completed", progress: 100, estimatedSecondsRemaining: null },
  { name: "failed", status: "failed", estimatedSecondsRemaining: null, error: { code: "ROW", message: "Row 17 has no part number." } },
  { name: "cancelled", status: "cancelled", estimatedSecondsRemaining: null },
];

const nothing = (): void => undefined;

/** A job in every state, and one that can be cancelled. */
export const jobStories: readonly Story[] = [
  ...states.map(({ name, ...members }) => ({
    id: `job-${name}`,
    title: `Job: ${name}`,
    Show: () => <JobCard job={jobOf(members)} onCancel={nothing} />,
  })),
  { id: "job-cancelling", title: "Job: being cancelled", Show: () => <JobCard job={jobOf()} cancelling onCancel={nothing} /> },
  {
    id: "job-live",
    title: "Job: followed, can be cancelled",
    Show: () => (
      <Stage prepare={(server) => void server.jobsById.set(jobOf().jobId, jobOf())}>
        <JobProgress jobId={jobOf().jobId} />
      </Stage>
    ),
  },
  {
    id: "job-missing",
    title: "Job: not there",
    Show: () => (
      <Stage>
        <JobProgress jobId="job_none" />
      </Stage>
    ),
  },
];
