import { type Job, useJobs } from "@belfry/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAccount } from "../../session/use-account.js";
import { explainUpload, sendFile } from "./send-file.js";
import { jobsOfUploads, type Upload } from "./uploads.js";

/** The files of this page and their jobs. */
export interface UploadsResult {
  /** The newest first. */
  readonly uploads: readonly Upload[];
  readonly jobOf: ReadonlyMap<number, Job>;
  readonly send: (file: File) => void;
}

/** So many are listed; the oldest go. */
const listedAtMost = 20;

/** Without a connection the job is asked for, so often. */
const askAgainMs = 3000;

/** Sends files, and finds the job that the importer begins for each. */
export function useUploads(): UploadsResult {
  const { account } = useAccount();
  const { jobs, refetch } = useJobs();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const lastKey = useRef(0);
  const jobOf = jobsOfUploads(uploads, jobs);

  const send = useCallback(
    (file: File) => {
      const upload: Upload = {
        key: ++lastKey.current,
        fileName: file.name,
        phase: "sending",
        before: new Set(jobs.map(({ jobId }) => jobId)),
      };
      setUploads((known) => [upload, ...known].slice(0, listedAtMost));
      const settle = (members: Partial<Upload>): void => {
        setUploads((known) => known.map((one) => (one.key === upload.key ? { ...one, ...members } : one)));
      };
      void sendFile(account, file).then(
        () => settle({ phase: "done" }),
        (reason: unknown) => settle({ phase: "failed", failure: explainUpload(reason) }),
      );
    },
    [account, jobs],
  );

  const isWaiting = uploads.some(({ key, phase }) => phase === "done" && !jobOf.has(key));
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => void refetch(), askAgainMs);
    return () => clearInterval(timer);
  }, [isWaiting, refetch]);
  return { uploads, jobOf, send };
}
