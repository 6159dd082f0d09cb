import { memberOf } from "./member-of.js";
import type { Answer, ApiRequest, Transport, Unanswered } from "./transport.js";

/** Causes that come before a byte of the request is written. */
const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The API over `fetch`, whose pool keeps a connection open: calls made one after the other share one. */
export class HttpTransport implements Transport {
  readonly #base: string;
  readonly #authorization: string;

  /** `url` is where the API is, possibly below a path. Throws a `TypeError` for what could never work. */
  constructor(url: string | URL, serviceKey: string) {
    this.#base = baseOf(url);
    // Checked here because `fetch` would quote the key in its complaint.
    if (!/^[\x21-\x7e]+$/.test(serviceKey)) throw new TypeError("serviceKey must be printable ASCII without spaces");
    this.#authorization = `Bearer ${serviceKey}`;
  }

  async send(request: ApiRequest, timeoutMs: number, signal: AbortSignal): Promise<Answer | Unanswered> {
    const attempt = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      attempt.abort();
    }, timeoutMs);
    const stop = () => attempt.abort();
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    try {
      return await this.#exchange(request, attempt.signal);
    } catch (error) {
      const cause = timedOut ? "timeout" : causeOf(error);
      return { kind: "unanswered", cause, unsent: UNSENT.has(cause) };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }

  async #exchange(request: ApiRequest, signal: AbortSignal): Promise<Answer> {
    const headers: Record<string, string> = { authorization: this.#authorization };
    if (request.body !== undefined) headers["content-type"] = "application/json";
    if (request.idempotencyKey !== undefined) headers["idempotency-key"] = request.idempotencyKey;
    // A redirect would turn a POST into a GET: it is an answer like any other that was not asked for.
    const init = { method: request.method, headers, body: request.body ?? null, redirect: "manual", signal } as const;
    const response = await fetch(this.#base + request.path, init);
    // The body is read to its end whatever it is, and the pool given a turn to hear of that: only then is the
    // connection free, and the next call opens no second one.
    const text = await response.text();
    await new Promise((resolve) => setImmediate(resolve));
    return answerOf(response, parsed(text));
  }
}

function baseOf(url: string | URL): string {
  const { protocol, username, password, search, hash, origin, pathname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") throw new TypeError("url must be http or https");
  if (username || password || search || hash) throw new TypeError("url must have no credentials, query or fragment");
  return origin + pathname.replace(/\/+$/, "");
}

function answerOf(response: Response, body: unknown): Answer {
  const code = memberOf(body, "code");
  const requestId = response.headers.get("x-request-id");
  const retryAfter = response.headers.get("retry-after");
  return {
    kind: "answer",
    status: response.status,
    body,
    ...(typeof code === "string" && { code }),
    ...(requestId !== null && { requestId }),
    // Belfry writes seconds; the date that others may write says nothing to a clock that may be wrong.
    ...(retryAfter !== null && /^\d{1,6}$/.test(retryAfter) && { retryAfterMs: Number(retryAfter) * 1000 }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The code that the system or the client gave, else the error's name: its text may quote what must not be told. */
function causeOf(error: unknown): string {
  const code = memberOf(memberOf(error, "cause"), "code") ?? memberOf(error, "code");
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : "unknown";
}
