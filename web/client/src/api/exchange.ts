import type { FieldError } from "../generated/bodies.js";
import { parsed } from "../json.js";
import { memberOf } from "../member-of.js";
import { ApiError } from "./api-error.js";

/** One request of a user. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Begins with "/"; its parts are already encoded. */
  readonly path: string;
  readonly body?: unknown;
}

/** How requests leave. */
export interface Exchanger {
  readonly base: string;
  readonly token: () => Promise<string>;
  readonly fetch: typeof fetch;
  /** Of a whole call, asking for the token included. */
  readonly timeoutMs: number;
}

/** The parsed body of the answer, undefined when it has none. Rejects with an `ApiError`. */
export async function exchange(how: Exchanger, request: ApiRequest): Promise<unknown> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ApiError({ status: 0, code: "TIMEOUT", detail: "no answer in time" }));
      abort.abort();
    }, how.timeoutMs);
  });
  try {
    return await Promise.race([answerTo(how, request, abort.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function answerTo(how: Exchanger, request: ApiRequest, signal: AbortSignal): Promise<unknown> {
  const authorization = `Bearer ${await how.token()}`;
  const { method, body } = request;
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const init = { method, headers: { authorization, ...json }, body: body === undefined ? null : JSON.stringify(body) };
  const response = await how.fetch(how.base + request.path, { ...init, signal }).catch(unreachable);
  const text = await response.text().catch(unreachable);
  if (!response.ok) throw refusal(response, parsed(text));
  if (text === "") return undefined;
  const answer = parsed(text);
  if (answer !== undefined) return answer;
  throw new ApiError({ status: response.status, code: "BAD_ANSWER", detail: "the answer is not JSON" });
}

/** Browsers do not say why: it may be the network, or an origin that the server does not allow. */
function unreachable(): never {
  throw new ApiError({ status: 0, code: "NETWORK", detail: "the server was not reached" });
}

function refusal(response: Response, body: unknown): ApiError {
  const [code, detail, errors] = ["code", "detail", "errors"].map((name) => memberOf(body, name));
  const retryAfter = response.headers.get("retry-after");
  return new ApiError({
    status: response.status,
    code: typeof code === "string" ? code : "BAD_ANSWER",
    detail: typeof detail === "string" ? detail : `status ${response.status}`,
    ...(Array.isArray(errors) && { errors: errors.filter(isFieldError) }),
    ...(retryAfter !== null && /^\d{1,6}$/.test(retryAfter) && { retryAfterMs: Number(retryAfter) * 1000 }),
  });
}

function isFieldError(value: unknown): value is FieldError {
  return ["pointer", "code", "detail"].every((name) => typeof memberOf(value, name) === "string");
}
