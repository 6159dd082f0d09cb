import { Button, JobProgress, type JobsResult } from "@belfry/react";
import type { ReactNode } from "react";
import { explain } from "../../http/explain.js";
import { isEnded } from "../../jobs/is-ended.js";
import { Link } from "../../router/link.js";
import { Empty } from "../../ui/empty.js";
import { Note } from "../../ui/note.js";
import { Panel } from "../../ui/panel.js";

const shownAtMost = 3;

/** The jobs that run now. */
export function AtWork({ all }: { readonly all: JobsResult }): ReactNode {
  const unfinished = all.jobs.filter((job) => !isEnded(job));
  return (
    <Panel title="At work">
      {all.error && (
        <Note tone="error" action={<Button onClick={() => void all.refetch()}>Try again</Button>}>
          Your jobs could not be fetched. {explain(all.error)}
        </Note>
      )}
      {!all.error && all.phase !== "ready" && <p className="text-sm text-ink-soft">Loading jobs…</p>}
      {all.phase === "ready" && unfinished.length === 0 && (
        <Empty glyph="running" title="No job runs">
          <p>
            <Link to="/upload" className="underline underline-offset-4 hover:no-underline">
              Import a file
            </Link>{" "}
            to see one at work.
          </p>
        </Empty>
      )}
      {unfinished.slice(0, shownAtMost).map(({ jobId }) => (
        <JobProgress key={jobId} jobId={jobId} />
      ))}
    </Panel>
  );
}
