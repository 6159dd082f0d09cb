import type { ReactNode } from "react";
import { Badge, type BadgeProps } from "../_primitives/badge.js";
import { Button } from "../_primitives/button.js";
import { Icon, type IconName } from "../_primitives/icon.js";
import { Progress } from "../_primitives/progress.js";
import type { Job, JobStatus } from "../job-types.js";
import { progressText, rowsOf, stageOf, statusText, timeLeft } from "./describe-job.js";
import { JobAnnouncer } from "./job-announcer.js";
import { isEnded } from "./reduce-job.js";

/** Properties of `JobCard`. */
export interface JobCardProps {
  readonly job: Job;
  readonly cancelling?: boolean;
  /** Why the last attempt to cancel failed. */
  readonly failure?: string | undefined;
  /** Without it there is no button. */
  readonly onCancel?: () => void;
}

type Tone = "accent" | "success" | "warning" | "error";

const tones: Record<JobStatus, Tone> = {
  queued: "accent",
  running: "accent",
  completed: "success",
  failed: "error",
  cancelled: "warning",
};

const icons: Record<JobStatus, IconName> = {
  queued: "waiting",
  running: "waiting",
  completed: "check",
  failed: "error",
  cancelled: "off",
};

/** A job with its bar, stage, time left and a way to cancel it. */
export function JobCard({ job, cancelling = false, failure, onCancel }: JobCardProps): ReactNode {
  const tone = job.stalled ? "warning" : tones[job.status];
  const badgeTone: BadgeProps["tone"] = tone === "accent" ? "neutral" : tone;
  const details = [stageOf(job), rowsOf(job), timeLeft(job.estimatedSecondsRemaining)];
  return (
    <section
      data-belfry=""
      aria-label={job.title}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4 text-sm text-ink"
    >
      <div className="flex items-center gap-3">
        <h3 className="min-w-0 grow font-semibold wrap-anywhere">{job.title}</h3>
        <Badge tone={badgeTone}>
          <Icon name={job.stalled ? "warning" : icons[job.status]} className="size-4" />
          {statusText(job)}
        </Badge>
        {onCancel && !isEnded(job.status) && (
          <Button aria-label={`Cancel ${job.title}`} aria-disabled={cancelling} onClick={onCancel}>
            {cancelling ? "Cancelling…" : "Cancel"}
          </Button>
        )}
      </div>
      <Progress
        label={`Progress of ${job.title}`}
        value={job.status === "queued" ? undefined : job.progress}
        text={job.status === "queued" ? statusText(job) : progressText(job)}
        tone={tone}
      />
      <p className="flex flex-wrap gap-x-4 text-ink-soft">
        {details.filter((detail) => detail !== undefined).map((detail) => (
          <span key={detail}>{detail}</span>
        ))}
      </p>
      {job.message && <p className="text-ink-soft wrap-anywhere">{job.message}</p>}
      {job.error && (
        <p role="alert" className="text-error-ink wrap-anywhere">
          {job.error.message}
        </p>
      )}
      {failure !== undefined && (
        <p role="alert" className="text-error-ink">
          It could not be cancelled. {failure}
        </p>
      )}
      <JobAnnouncer job={job} />
    </section>
  );
}
