import { type Job, useJobs } from "@belfry/react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { isEnded } from "../../jobs/is-ended.js";
import { useAccount } from "../../session/use-account.js";
import { mergeJobs } from "./merge-jobs.js";

/** Jobs that have ended, the newest first: those that were fetched, and those whose end was seen here. */
export interface EndedJobs {
  readonly jobs: readonly Job[];
  readonly phase: "loading" | "ready" | "failed";
  /** Why the last page could not be fetched. */
  readonly error: unknown;
  readonly hasMore: boolean;
  /** Fetches the next page, or the one that failed. */
  readonly loadMore: () => void;
}

const pageSize = 50;

/** The first page is fetched at once, further ones when they are asked for. */
export function useEndedJobs(): EndedJobs {
  const { account } = useAccount();
  const { jobs: seen } = useJobs();
  const [fetched, setFetched] = useState<readonly Job[]>([]);
  const [cursor, setCursor] = useState<string>();
  const [phase, setPhase] = useState<EndedJobs["phase"]>("loading");
  const [error, setError] = useState<unknown>();

  const fetchAfter = useCallback(
    async (after: string | undefined) => {
      setPhase("loading");
      setError(undefined);
      try {
        const page = await account.api.jobs({ limit: pageSize, ...(after !== undefined && { cursor: after }) });
        setFetched((known) => mergeJobs(known, page.items));
        setCursor(page.nextCursor);
        setPhase("ready");
      } catch (reason) {
        setError(reason);
        setPhase("failed");
      }
    },
    [account],
  );
  useEffect(() => void fetchAfter(undefined), [fetchAfter]);
  // What is known by the connection is newer than what was fetched.
  const jobs = useMemo(() => mergeJobs(fetched, seen).filter(isEnded), [fetched, seen]);
  return { jobs, phase, error, hasMore: cursor !== undefined, loadMore: () => void fetchAfter(cursor) };
}
