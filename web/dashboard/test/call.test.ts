import { ApiError } from "@belfry/client";
import { afterEach, expect, test, vi } from "vitest";
import { callForJson, callForText, jsonBody } from "../src/http/call.js";
import { explain } from "../src/http/explain.js";

const url = "http://server.test/connections";

afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Response | Promise<Response>): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(async () => answer());
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

async function refusalOf(call: Promise<unknown>): Promise<ApiError> {
  const reason: unknown = await call.catch((thrown: unknown) => thrown);
  if (!(reason instanceof ApiError)) throw new Error("no ApiError came");
  return reason;
}

test("a body and a token are sent as they are", async () => {
  const fetched = answering(() => new Response(`{"ok":true}`));
  await expect(callForJson({ method: "POST", url, token: "t", body: jsonBody({ a: 1 }) })).resolves.toEqual({ ok: true });
  const [, init] = fetched.mock.calls[0] ?? [];
  expect(init).toMatchObject({ method: "POST", body: `{"a":1}` });
  expect(new Headers(init.headers).get("authorization")).toBe("Bearer t");
});

test("a refusal carries what the server says of each field", async () => {
  const errors = [{ pointer: "/title", code: "required", detail: "is missing" }, { nonsense: true }];
  answering(() => new Response(JSON.stringify({ code: "VALIDATION_FAILED", detail: "Validation failed", errors }), { status: 422 }));
  const refusal = await refusalOf(callForJson({ method: "GET", url }));
  expect(refusal).toMatchObject({ status: 422, code: "VALIDATION_FAILED", errors: [errors[0]] });
});

test.each([
  ["a page of a proxy", () => new Response("<h1>Welcome to nginx</h1>"), "BAD_ANSWER"],
  ["an error page of a proxy", () => new Response("<h1>Bad gateway</h1>", { status: 502 }), "BAD_ANSWER"],
  ["a server that is down", () => Promise.reject(new TypeError("Failed to fetch")), "NETWORK"],
  ["a server that does not answer", () => Promise.reject(new DOMException("late", "TimeoutError")), "TIMEOUT"],
])("%s is told from an answer", async (_, answer, code) => {
  answering(answer);
  const refusal = await refusalOf(callForJson({ method: "GET", url }));
  expect(refusal.code).toBe(code);
  expect(explain(refusal)).toMatch(/^[A-Z].*[.]$/);
});

test("an answer without a body is fine where none is expected", async () => {
  answering(() => new Response(null, { status: 204 }));
  await expect(callForText({ method: "DELETE", url })).resolves.toBe("");
});
