/** Where a job stands. The last three are ends. */
export type JobStatus = "queued" | "running" | "completed" | "failed" | "cancelled";

/** Why a job failed. */
export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** A long operation as the server knows it (product 4.1). Times are ISO 8601. */
export interface Job {
  readonly jobId: string;
  readonly kind: string;
  readonly title: string;
  readonly stages: readonly { readonly name: string; readonly weight: number }[];
  readonly status: JobStatus;
  readonly stage?: string | undefined;
  /** Of the whole job, 0 to 100. */
  readonly progress: number;
  readonly stageProgress: number;
  readonly message?: string | undefined;
  readonly currentRow?: number | undefined;
  readonly totalRows?: number | undefined;
  /** Null while it is not known. */
  readonly estimatedSecondsRemaining: number | null;
  /** Its service has been silent for long. */
  readonly stalled: boolean;
  readonly fileName?: string | undefined;
  readonly results?: object | undefined;
  readonly error?: JobError | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt?: string | undefined;
}

/** Where a job is, as the socket says it. */
export interface JobPosition {
  readonly stage: string;
  /** Of the whole job, 0 to 100. */
  readonly progress: number;
  readonly stage_progress: number;
  readonly message: string;
  /** Null while it is not known. */
  readonly estimated_seconds_remaining: number | null;
  readonly current_row?: number | undefined;
  readonly total_rows?: number | undefined;
}

/** News of a job on the socket. */
export type JobEvent = { readonly job_id: string } & (
  | (JobPosition & { readonly event: "progress_update" })
  | (JobPosition & {
      readonly event: "job_status";
      readonly status: JobStatus;
      readonly stalled: boolean;
      readonly results?: object | undefined;
      readonly error?: JobError | undefined;
    })
  | { readonly event: "stage_complete"; readonly stage: string; readonly results: object }
  | { readonly event: "job_complete"; readonly results: object }
  | { readonly event: "job_failed"; readonly stage: string; readonly error: JobError }
  | { readonly event: "job_cancelled"; readonly stage: string; readonly progress: number }
);
