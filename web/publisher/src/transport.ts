export interface ApiRequest {
  readonly method: "GET" | "POST";
  /** Begins with "/"; its parts are already encoded. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** What the server said. */
export interface Answer {
  readonly kind: "answer";
  readonly status: number;
  /** The parsed body, undefined when there is none or when it is not JSON. */
  readonly body: unknown;
  /** The code of a problem. */
  readonly code?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
}

/** No answer. `unsent`: the request cannot have come to the server, so that repeating it cannot do it twice. */
export interface Unanswered {
  readonly kind: "unanswered";
  readonly cause: string;
  readonly unsent: boolean;
}

export interface Transport {
  /** One attempt of at most `timeoutMs`. Never rejects: an abort by `signal` is an `Unanswered` too. */
  send(request: ApiRequest, timeoutMs: number, signal: AbortSignal): Promise<Answer | Unanswered>;
}
