import type { Call, Outcome } from "./call.js";
import type { Log, LogEntry } from "./log.js";
import type { Counters } from "./stats.js";
import type { Answer, Unanswered } from "./transport.js";

export const JOB_CANCELLED = "JOB_CANCELLED";
export const JOB_TERMINAL = "JOB_TERMINAL";

/** Counts the call, logs it when it failed, and tells who made it. */
export function settle(call: Call, outcome: Outcome, counters: Counters, log: Log): void {
  switch (outcome.kind) {
    case "sent":
    case "replaced":
    case "ignored":
      counters[outcome.kind] += 1;
      break;
    case "refused":
      if (outcome.answer.code === JOB_CANCELLED) {
        counters.ignored += 1;
        log({ level: "info", message: "the job was cancelled", ...described(call, outcome.answer) });
      } else {
        counters.failed += 1;
        log({ level: "error", message: "refused", ...described(call, outcome.answer), attempts: outcome.attempts });
      }
      break;
    case "given_up":
      counters.failed += 1;
      log({ level: "error", message: outcome.reason, ...described(call, outcome.last), attempts: outcome.attempts });
      break;
  }
  call.finish(outcome);
}

/** The fields of a log line about a call. */
export function described(call: Call, last?: Answer | Unanswered): Omit<LogEntry, "level" | "message"> {
  const about = {
    call: `${call.request.method} ${call.request.path}`,
    ...(call.jobId !== undefined && { jobId: call.jobId }),
  };
  if (last?.kind === "unanswered") return { ...about, cause: last.cause };
  if (last === undefined) return about;
  const { status, code, requestId } = last;
  return { ...about, status, ...(code !== undefined && { code }), ...(requestId !== undefined && { requestId }) };
}
