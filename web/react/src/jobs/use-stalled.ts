import { useEffect, useState } from "react";
import type { Job } from "../job-types.js";

/** The job as it is to be shown: stalled when the server says so, or when nothing new came for `afterMs`. */
export function useStalled(job: Job | undefined, afterMs = 60_000): Job | undefined {
  const [silent, setSilent] = useState<Job>();
  useEffect(() => {
    if (job?.status !== "running") return undefined;
    const timer = setTimeout(() => setSilent(job), afterMs);
    return () => clearTimeout(timer);
  }, [job, afterMs]);
  return job && silent === job ? { ...job, stalled: true } : job;
}
