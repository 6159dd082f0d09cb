import type { Job, JobEvent, JobStatus } from "../job-types.js";

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
      return {
        ...heard,
        status: "running",
        stage: event.stage,
        progress: Math.max(job.progress, event.progress),
        stageProgress: event.stage_progress,
        message: event.message,
        estimatedSecondsRemaining: event.estimated_seconds_remaining,
        currentRow: event.current_row ?? job.currentRow,
        totalRows: event.total_rows ?? job.totalRows,
      };
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

function ended(job: Job, status: JobStatus, at: string): Job {
  return { ...job, status, endedAt: at, estimatedSecondsRemaining: null };
}
