import type { Job } from "../job-types.js";

/** "less than a minute left", "2 minutes left"; undefined while it is not known. */
export function timeLeft(seconds: number | null): string | undefined {
  if (seconds === null) return undefined;
  if (seconds < 60) return seconds < 10 ? "a few seconds left" : "less than a minute left";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? "1 minute left" : `${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "about 1 hour left" : `about ${hours} hours left`;
}

/** "stage 2 of 3: store"; undefined before the first. */
export function stageOf({ stage, stages }: Job): string | undefined {
  if (!stage) return undefined;
  const place = stages.findIndex(({ name }) => name === stage);
  return place < 0 ? stage : `stage ${place + 1} of ${stages.length}: ${stage}`;
}

/** "512 of 1,204 rows"; undefined for a job that counts none. */
export function rowsOf({ currentRow, totalRows }: Job): string | undefined {
  if (currentRow === undefined) return undefined;
  const of = totalRows === undefined ? "" : ` of ${totalRows.toLocaleString("en")}`;
  return `${currentRow.toLocaleString("en")}${of} rows`;
}

/** Where a job stands, in words. */
export function statusText(job: Job): string {
  switch (job.status) {
    case "queued":
      return "Waiting";
    case "running":
      return job.stalled ? "Stalled" : "Running";
    case "completed":
      return "Complete";
    case "failed":
      return "Failed";
    case "cancelled":
      return "Cancelled";
  }
}

/** What a screen reader says of the bar: "42 %, 512 of 1,204 rows, 2 minutes left". */
export function progressText(job: Job): string {
  const parts = [`${Math.round(job.progress)} %`, rowsOf(job), timeLeft(job.estimatedSecondsRemaining)];
  return parts.filter((part) => part !== undefined).join(", ");
}
