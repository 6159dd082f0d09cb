import { api } from "./api.js";
import { type BackoffLimits, retryDelayMs } from "./backoff.js";
import type { Log } from "./log.js";
import { memberOf } from "./member-of.js";
import { JOB_CANCELLED } from "./settle.js";
import { sleep } from "./sleep.js";
import type { Answer, Transport, Unanswered } from "./transport.js";

const WAIT_SECONDS = 30;
/** An answer that comes sooner was not waited for: a server that shuts down does so. */
const SOON_MS = 1000;

export interface WatchOptions {
  readonly requestTimeoutMs: number;
  readonly backoff: BackoffLimits;
}

/** Asks by long poll whether the job was cancelled: true when it was, false when `stop` came or nobody can know. */
export async function watchCancel(
  transport: Transport,
  jobId: string,
  options: WatchOptions,
  stop: AbortSignal,
  log: Log,
): Promise<boolean> {
  const request = api.cancelRequested(jobId, WAIT_SECONDS);
  const timeoutMs = WAIT_SECONDS * 1000 + options.requestTimeoutMs;
  let inVain = 0;
  while (!stop.aborted) {
    const began = performance.now();
    const last = await transport.send(request, timeoutMs, stop);
    if (isCancelled(last)) return true;
    if (isFinal(last)) {
      log({ level: "warn", message: "cannot watch for a cancel", jobId, status: last.status });
      return false;
    }
    const waited = isOk(last) && performance.now() - began >= SOON_MS;
    inVain = waited ? 0 : inVain + 1;
    if (!waited) await sleep(retryDelayMs(inVain, retryAfterOf(last), options.backoff), stop);
  }
  return false;
}

const isOk = (last: Answer | Unanswered) => last.kind === "answer" && last.status === 200;

function isCancelled(last: Answer | Unanswered): boolean {
  if (last.kind === "unanswered") return false;
  return last.status === 200 ? memberOf(last.body, "cancelled") === true : last.code === JOB_CANCELLED;
}

/** An answer that asking again does not change. */
function isFinal(last: Answer | Unanswered): last is Answer {
  if (last.kind === "unanswered" || isOk(last)) return false;
  return last.status < 500 && last.status !== 408 && last.status !== 429;
}

function retryAfterOf(last: Answer | Unanswered): number | undefined {
  return last.kind === "answer" ? last.retryAfterMs : undefined;
}
