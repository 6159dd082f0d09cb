import { ApiError } from "@belfry/client";
import type { FieldError } from "@belfry/client";
import { memberOf, textOf } from "./member-of.js";

/** A request to a route that `BelfryApi` does not know: those of operators and of development. */
export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  /** With the server before it. */
  readonly url: string;
  readonly token?: string;
  /** Sent as it is. */
  readonly body?: { readonly type: string; readonly content: BodyInit };
  /** Of the whole call. 10,000. */
  readonly timeoutMs?: number;
}

/** The text of the answer. Rejects with an `ApiError`, as `BelfryApi` does, when it is refused or does not come. */
export async function callForText({ method, url, token, body, timeoutMs = 10_000 }: Call): Promise<string> {
  const headers = new Headers();
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  if (body !== undefined) headers.set("content-type", body.type);
  const unreachable = (reason: unknown): never => {
    if (reason instanceof DOMException && reason.name === "TimeoutError") {
      throw new ApiError({ status: 0, code: "TIMEOUT", detail: `no answer within ${timeoutMs / 1000} s` });
    }
    throw new ApiError({ status: 0, code: "NETWORK", detail: "the server could not be reached" });
  };
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method, headers, body: body?.content ?? null, signal }).catch(unreachable);
  const text = await response.text().catch(unreachable);
  if (!response.ok) throw refusal(response.status, jsonOf(text));
  return text;
}

/** The parsed answer. Rejects with an `ApiError`; its code is `BAD_ANSWER` for what is no JSON. */
export async function callForJson(call: Call): Promise<unknown> {
  const answer = jsonOf(await callForText(call));
  if (answer === undefined) throw badAnswer("the answer is not JSON");
  return answer;
}

/** The answer is not what this version of the application knows. */
export function badAnswer(detail: string): ApiError {
  return new ApiError({ status: 0, code: "BAD_ANSWER", detail });
}

/** A body of JSON. */
export function jsonBody(value: unknown): NonNullable<Call["body"]> {
  return { type: "application/json", content: JSON.stringify(value) };
}

function refusal(status: number, problem: unknown): ApiError {
  const errors = memberOf(problem, "errors");
  return new ApiError({
    status,
    code: textOf(problem, "code") ?? "BAD_ANSWER",
    detail: textOf(problem, "detail") ?? `status ${status}`,
    ...(Array.isArray(errors) && { errors: errors.filter(isFieldError) }),
  });
}

function isFieldError(value: unknown): value is FieldError {
  return ["pointer", "code", "detail"].every((name) => textOf(value, name) !== undefined);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
