import { ApiError } from "@belfry/client";
import { expect, test } from "vitest";
import { broadcastText, publishedText } from "../src/pages/admin/answers.js";
import { broadcastBodyOf, emptyBroadcast } from "../src/pages/admin/broadcast-body.js";
import { connectionPageOf } from "../src/pages/admin/connections.js";
import { emptyPublish, publishBodyOf } from "../src/pages/admin/publish-body.js";
import { refusalOf } from "../src/pages/admin/server-problems.js";

test("a publish has exactly one target, and no member that is empty", () => {
  const draft = { ...emptyPublish, userId: " ada ", channel: "news", title: "Hello" };
  expect(publishBodyOf(draft)).toEqual({ body: { userId: "ada", type: "system_announcement", title: "Hello" } });
  expect(publishBodyOf({ ...draft, target: "channel" })).toMatchObject({ body: { channel: "news" } });
  expect(publishBodyOf({ ...draft, target: "all" })).toEqual({
    body: { audience: "all", type: "system_announcement", title: "Hello" },
  });
});

test("what is missing is said beside its field", () => {
  expect(publishBodyOf(emptyPublish)).toEqual({ problems: { userId: expect.any(String), title: expect.any(String) } });
  expect(broadcastBodyOf({ ...emptyBroadcast, target: "user" })).toEqual({
    problems: { userId: expect.any(String), title: expect.any(String), message: expect.any(String) },
  });
});

test.each(["{", "[1]", "7", "null", '"text"'])("data must be a JSON object: %s is none", (data) => {
  expect(publishBodyOf({ ...emptyPublish, userId: "ada", title: "Hello", data })).toEqual({
    problems: { data: expect.any(String) },
  });
});

test("data is sent as an object", () => {
  const draft = { ...emptyPublish, userId: "ada", title: "Hello", data: ' {"rows": 7} ' };
  expect(publishBodyOf(draft)).toMatchObject({ body: { data: { rows: 7 } } });
});

test("what the server says of a field stands beside it, the rest as a sentence", () => {
  const errors = [
    { pointer: "/message/data/title", code: "too_long", detail: "must have at most 255 characters" },
    { pointer: "/data/rows", code: "type", detail: "must be a number" },
    { pointer: "/audience", code: "unknown", detail: "is not allowed" },
  ];
  const reason = new ApiError({ status: 422, code: "VALIDATION_FAILED", detail: "Validation failed", errors });
  expect(refusalOf(reason, ["title", "data"])).toEqual({
    problems: { title: "Must have at most 255 characters.", data: "/data/rows: must be a number." },
    failure: "/audience: is not allowed.",
  });
});

test("the outcome says who was left out, and why", () => {
  const answer = { id: "x", accepted: 1, suppressed: [{ userId: "bob", reason: "type_disabled" }] };
  expect(publishedText(answer, "user")).toBe("Accepted for 1 user, suppressed for 1. bob switched this type off.");
  expect(publishedText({ id: "x", accepted: 0, suppressed: [] }, "all")).toMatch(/everybody/);
});

test("a broadcast to nobody says so", () => {
  expect(broadcastText({ successCount: 0, failureCount: 0 })).toMatch(/Nobody is connected/);
  expect(broadcastText({ successCount: 3, failureCount: 1 })).toBe("Reached 3 connections, failed for 1.");
});

test("answers of another shape are told from empty ones", () => {
  expect(() => publishedText({ ok: true }, "user")).toThrow(ApiError);
  expect(() => broadcastText([])).toThrow(ApiError);
  expect(() => connectionPageOf({ items: "none" })).toThrow(ApiError);
  expect(connectionPageOf({ items: [7, { connectionId: "c", userId: "ada" }] }).items).toHaveLength(1);
});
