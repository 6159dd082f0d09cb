import { memberOf } from "./member-of.js";
import type { JobError } from "./types.js";

const UNKNOWN = "PROCESSING_FAILED";

/** What the user is told of anything that was thrown: its own code and message if it has them, never its stack. */
export function jobErrorOf(thrown: unknown): JobError {
  const code = memberOf(thrown, "code");
  const message = memberOf(thrown, "message");
  const details = thrown instanceof Error ? undefined : memberOf(thrown, "details");
  return {
    code: typeof code === "string" && code !== "" ? code : UNKNOWN,
    message: typeof message === "string" && message !== "" ? message : textOf(thrown),
    ...(details !== undefined && { details }),
  };
}

function textOf(thrown: unknown): string {
  if (typeof thrown === "string" && thrown !== "") return thrown;
  return thrown instanceof Error ? thrown.name : "unknown error";
}
