import type { ErrorPayload } from "./generated/protocol.js";
import type { FieldError } from "./generated/bodies.js";

/** Thrown by a token callback: nobody is signed in any more. The connection ends and does not come back by itself. */
export class SignedOut extends Error {
  override readonly name = "SignedOut";

  constructor(message = "Signed out") {
    super(message);
  }
}

/** Why a request over the socket came to nothing: a code of the server's, or one of the client's own. */
export type RequestErrorCode = ErrorPayload["code"] | "TIMEOUT" | "CLOSED" | "TOO_MANY_REQUESTS";

/**
 * A `subscribe` or `unsubscribe` that was refused, or not answered: `TIMEOUT` when no answer came, `CLOSED` when the
 * client was closed, `TOO_MANY_REQUESTS` when too many wait already.
 */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: RequestErrorCode;
  /** Where and what, when the server said so. */
  readonly details: readonly FieldError[];

  constructor(code: RequestErrorCode, message: string, details: readonly FieldError[] = []) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
