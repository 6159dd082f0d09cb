import { Button, JobCard, JobProgress, useJobs } from "@belfry/react";
import type { ReactNode } from "react";
import { explain } from "../../http/explain.js";
import { isEnded } from "../../jobs/is-ended.js";
import { useStay } from "../../jobs/use-stay.js";
import { Link } from "../../router/link.js";
import { Empty } from "../../ui/empty.js";
import { Note } from "../../ui/note.js";
import { PageBody } from "../../ui/page-body.js";
import { useEndedJobs } from "./use-ended-jobs.js";

/** The user's jobs: those at work, with a way to cancel, and those that ended (product 4, 5.4). */
export function RunningPage(): ReactNode {
  const all = useJobs();
  const ended = useEndedJobs();
  const stayed = useStay(all.jobs.filter((job) => !isEnded(job)).map(({ jobId }) => jobId));
  const current = all.jobs.filter(({ jobId }) => stayed.has(jobId));
  const earlier = ended.jobs.filter(({ jobId }) => !stayed.has(jobId));
  return (
    <PageBody title="Running jobs" lead="Long operations of yours, with what they have done and what is left.">
      {all.error && (
        <Note tone="error" action={<Button onClick={() => void all.refetch()}>Try again</Button>}>
          Your jobs could not be fetched. {explain(all.error)}
        </Note>
      )}
      <div className="flex flex-col gap-4">
        <h2 className="sr-only">At work</h2>
        {!all.error && all.phase !== "ready" && <p className="text-sm text-ink-soft">Loading jobs…</p>}
        {all.phase === "ready" && current.length === 0 && (
          <Empty glyph="running" title="No job runs">
            <p>
              <Link to="/upload" className="underline underline-offset-4 hover:no-underline">
                Import a file
              </Link>{" "}
              to see one at work. Services begin jobs as well; each appears here at once.
            </p>
          </Empty>
        )}
        {current.map(({ jobId }) => (
          <JobProgress key={jobId} jobId={jobId} />
        ))}
      </div>
      <section aria-labelledby="ended" className="flex flex-col gap-4">
        <h2 id="ended" className="text-lg font-semibold">
          Ended
        </h2>
        {ended.error !== undefined && (
          <Note tone="error" action={<Button onClick={ended.loadMore}>Try again</Button>}>
            The jobs that ended could not be fetched. {explain(ended.error)}
          </Note>
        )}
        {earlier.map((job) => (
          <JobCard key={job.jobId} job={job} />
        ))}
        {ended.phase === "loading" && <p className="text-sm text-ink-soft">Loading jobs…</p>}
        {ended.phase === "ready" && earlier.length === 0 && <p className="text-sm text-ink-soft">None has ended before.</p>}
        {ended.phase === "ready" && ended.hasMore && (
          <Button className="self-center" onClick={ended.loadMore}>
            Show older ones
          </Button>
        )}
      </section>
    </PageBody>
  );
}
