import type { ReactNode } from "react";
import type { Job } from "../job-types.js";
import { statusText } from "./describe-job.js";
import { isEnded } from "./reduce-job.js";

/** Tells screen readers of a job at each quarter and at its end: each row would be too much. A failure is an alert elsewhere. */
export function JobAnnouncer({ job }: { readonly job: Job }): ReactNode {
  const quarter = Math.floor(job.progress / 25) * 25;
  const isTold = isEnded(job.status) || job.stalled;
  const words = isTold ? statusText(job) : quarter > 0 ? `${quarter} %` : "";
  return (
    <p role="status" className="sr-only">
      {words && `${job.title}: ${words}`}
    </p>
  );
}
