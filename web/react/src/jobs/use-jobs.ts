import { useEffect, useMemo } from "react";
import type { Job } from "../job-types.js";
import { useSession } from "../provider/belfry-provider.js";
import type { ActionResult } from "../store/result.js";
import { useSelected, useStore } from "../store/use-selected.js";
import type { JobsView } from "./jobs-store.js";

/** One job, followed. */
export interface FollowedJob {
  /** Undefined until it is fetched. */
  readonly job: Job | undefined;
  /** Why it could not be fetched. */
  readonly error: Error | undefined;
  readonly cancelling: boolean;
  readonly cancel: () => Promise<ActionResult>;
}

/** Follows a job of the user's own (product 4.3, 5.2). */
export function useJob(id: string): FollowedJob {
  const { jobs } = useSession();
  const job = useSelected(jobs, (view) => view.jobs.get(id));
  const error = useSelected(jobs, (view) => view.errors.get(id));
  const cancelling = useSelected(jobs, (view) => view.cancelling.has(id));
  useEffect(() => void jobs.follow(id), [jobs, id]);
  return useMemo(() => ({ job, error, cancelling, cancel: () => jobs.cancel(id) }), [jobs, id, job, error, cancelling]);
}

/** The user's jobs: unfinished ones, and those whose end was seen here. */
export interface JobsResult {
  readonly phase: JobsView["phase"];
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** Why the list could not be fetched. */
  readonly error: Error | undefined;
  readonly cancel: (id: string) => Promise<ActionResult>;
  readonly refetch: () => Promise<ActionResult>;
}

/** All jobs that run, and those that ended while this was open. */
export function useJobs(): JobsResult {
  const { jobs: store } = useSession();
  const { phase, jobs, error } = useStore(store);
  useEffect(() => void store.load(), [store]);
  return useMemo(() => {
    const newestFirst = [...jobs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    return { phase, jobs: newestFirst, error, cancel: store.cancel, refetch: store.refetch };
  }, [store, phase, jobs, error]);
}
