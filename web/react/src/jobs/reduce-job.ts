import type { Job, JobEvent, JobPosition, JobStatus } from "../job-types.js";

/** Whether nothing more will come. */
export function isEnded(status: JobStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** The job after the news. An end is final, and progress never falls (product 4.2). `at` is ISO 8601. */
export function reduceJob(job: Job, event: JobEvent, at: string): Job {
  if (isEnded(job.status)) return job;
  const heard = { ...job, updatedAt: at, stalled: false };
  switch (event.event) {
    case "progress_update":
      return { ...moved(heard, event), status: "running" };
    case "job_status":
      return told(moved({ ...heard, stalled: event.stalled }, event), event, at);
    case "stage_complete":
      return event.stage === job.stage ? { ...heard, stageProgress: 100 } : heard;
    case "job_complete":
      return { ...ended(heard, "completed", at), progress: 100, results: event.results };
    case "job_failed":
      return { ...ended(heard, "failed", at), stage: event.stage, error: event.error };
    case "job_cancelled":
      return { ...ended(heard, "cancelled", at), stage: event.stage, progress: Math.max(job.progress, event.progress) };
    default:
      return job;
  }
}

/** Of two accounts of one job the one that is further on: an answer may be older than the news. */
export function furtherOf(known: Job | undefined, told: Job): Job {
  if (!known) return told;
  if (isEnded(known.status) !== isEnded(told.status)) return isEnded(known.status) ? known : told;
  return told.progress >= known.progress ? told : known;
}

function moved(job: Job, to: JobPosition): Job {
  return {
    ...job,
    stage: to.stage,
    progress: Math.max(job.progress, to.progress),
    stageProgress: to.stage_progress,
    message: to.message,
    estimatedSecondsRemaining: to.estimated_seconds_remaining,
    currentRow: to.current_row ?? job.currentRow,
    totalRows: to.total_rows ?? job.totalRows,
  };
}

function told(job: Job, event: Extract<JobEvent, { event: "job_status" }>, at: string): Job {
  const { status, results = job.results, error = job.error } = event;
  const known = { ...job, status, results, error };
  return isEnded(status) ? ended(known, status, at) : known;
}

function ended(job: Job, status: JobStatus, at: string): Job {
  return { ...job, status, endedAt: at, estimatedSecondsRemaining: null };
}
