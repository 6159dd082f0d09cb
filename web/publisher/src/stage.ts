import type { JobReport, JsonObject } from "./types.js";

export interface StageSink {
  report(report: JobReport): void;
  completeStage(name: string, results: JsonObject | undefined): void;
}

/** A part of a job's work. No call waits or throws. */
export class Stage {
  readonly name: string;
  readonly #job: StageSink;

  /** @internal */
  constructor(job: StageSink, name: string) {
    this.#job = job;
    this.name = name;
  }

  /** `row` of `total` are through. Call it as often as you like: the latest is sent, ten times a second. */
  progress(row: number, total: number, message?: string): void {
    const known = Number.isFinite(row) && Number.isFinite(total) && total > 0;
    this.#job.report({
      stage: this.name,
      stageProgress: known ? Math.min(100, Math.max(0, (100 * row) / total)) : undefined,
      message,
      currentRow: Number.isFinite(row) ? wholeRows(row) : undefined,
      totalRows: known ? wholeRows(total) : undefined,
    });
  }

  /** For work that is not counted in rows. */
  report(report: Omit<JobReport, "stage">): void {
    this.#job.report({ ...report, stage: this.name });
  }

  complete(results?: JsonObject): void {
    this.#job.completeStage(this.name, results);
  }
}

/** As the API has them: whole and not below 0. */
const wholeRows = (rows: number) => Math.max(0, Math.floor(rows));
