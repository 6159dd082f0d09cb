import { type ReactNode, useState } from "react";
import { reasonOf } from "../store/result.js";
import { JobCard } from "./job-card.js";
import { useJob } from "./use-jobs.js";
import { useStalled } from "./use-stalled.js";

/** Properties of `JobProgress`. */
export interface JobProgressProps {
  readonly jobId: string;
  /** A running job that says nothing for so long is marked as stalled, if the server has not said so before. */
  readonly stalledAfterMs?: number;
}

/** Follows one of the user's jobs: bar, stage, time left, stalled mark, cancel (product 5.2). */
export function JobProgress({ jobId, stalledAfterMs = 60_000 }: JobProgressProps): ReactNode {
  const { job, error, cancelling, cancel } = useJob(jobId);
  const [failure, setFailure] = useState<string>();
  const shown = useStalled(job, stalledAfterMs);
  if (!shown) {
    return (
      <p data-belfry="" role={error ? "alert" : "status"} className="p-4 text-sm text-ink">
        {error ? "The job could not be loaded." : "Loading the job…"}
      </p>
    );
  }
  const onCancel = (): void => {
    void cancel().then((came) => setFailure(came.ok ? undefined : reasonOf(came.error)));
  };
  return <JobCard job={shown} cancelling={cancelling} failure={failure} onCancel={onCancel} />;
}
