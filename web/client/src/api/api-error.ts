import type { FieldError } from "../generated/bodies.js";

/** What an `ApiError` tells. */
export interface ApiFailure {
  /** Of the HTTP answer; 0 when there was none. */
  readonly status: number;
  /** Of the server's problem body; `TIMEOUT`, `NETWORK` or `BAD_ANSWER` when there was none. */
  readonly code: string;
  /** A sentence for people. */
  readonly detail: string;
  /** Where the request was wrong. */
  readonly errors?: readonly FieldError[];
  /** From `Retry-After`: not before this another attempt makes sense. */
  readonly retryAfterMs?: number;
}

/** A call of `BelfryApi` that was refused, or not answered. */
export class ApiError extends Error implements ApiFailure {
  override readonly name = "ApiError";
  declare readonly status: number;
  declare readonly code: string;
  declare readonly detail: string;
  declare readonly errors?: readonly FieldError[];
  declare readonly retryAfterMs?: number;

  constructor(failure: ApiFailure) {
    super(`${failure.code}: ${failure.detail}`);
    Object.assign(this, failure);
  }
}
