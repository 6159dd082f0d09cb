import { useInboxSelector, useJobs, useUnreadCount } from "@belfry/react";
import type { ReactNode } from "react";
import { isEnded } from "../../jobs/is-ended.js";
import { PageBody } from "../../ui/page-body.js";
import { AtWork } from "./at-work.js";
import { Figure } from "./figure.js";
import { Latest } from "./latest.js";

/** What is going on (product 5.4). */
export function HomePage(): ReactNode {
  const unread = useUnreadCount();
  const isKnown = useInboxSelector((view) => view.phase === "ready");
  const all = useJobs();
  const unfinished = all.jobs.filter((job) => !isEnded(job));
  const stalled = unfinished.filter((job) => job.stalled);
  const areJobsKnown = all.phase === "ready";
  return (
    <PageBody title="Home" lead="What has come, and what is at work.">
      <div className="grid gap-4 sm:grid-cols-3">
        <Figure label="Unread" value={isKnown ? unread : undefined} to="/history" action="Read them" none="All read" />
        <Figure
          label="Jobs at work"
          value={areJobsKnown ? unfinished.length : undefined}
          to="/running"
          action="Follow them"
          none="Nothing runs"
        />
        <Figure
          label="Stalled jobs"
          value={areJobsKnown ? stalled.length : undefined}
          to="/running"
          action="Look after them"
          none="All report"
        />
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <Latest />
        <AtWork all={all} />
      </div>
    </PageBody>
  );
}
