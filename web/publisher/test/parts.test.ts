import { expect, test } from "vitest";

import { backoffMs, retryDelayMs } from "../src/backoff.js";
import { jobErrorOf } from "../src/job-error.js";
import { Pace } from "../src/pace.js";

const LIMITS = { baseMs: 200, maxMs: 10_000 };

test("backoff is spread over the whole of its range", () => {
  expect(backoffMs(3, LIMITS, () => 0)).toBe(0);
  expect(backoffMs(3, LIMITS, () => 0.25)).toBe(200);
  expect(backoffMs(3, LIMITS, () => 1)).toBe(800);
});

test("backoff stays at its limit after a thousand attempts", () => {
  expect(backoffMs(5_000, LIMITS, () => 1)).toBe(10_000);
});

test("jitter comes on top of what the server asks for", () => {
  expect(retryDelayMs(1, 2_000, LIMITS, () => 0.5)).toBe(2_100);
});

test("the first progress goes out at once, the next after the interval, the latest of it", () => {
  const pace = new Pace(100);
  expect([0, 1, 99, 100, 101, 200].map((now) => pace.dueAt("a", now))).toEqual([0, 100, 100, 200, 200, 300]);
});

test("after a pause progress goes out at once", () => {
  const pace = new Pace(100);
  pace.dueAt("a", 0);
  expect(pace.dueAt("a", 500)).toBe(500);
});

test("the first progress of a stage goes out at once", () => {
  const pace = new Pace(100);
  pace.dueAt("a", 0);
  expect(pace.dueAt("b", 10)).toBe(10);
});

test.each([
  [new Error("no space"), { code: "PROCESSING_FAILED", message: "no space" }],
  [Object.assign(new Error("no space"), { code: "ENOSPC" }), { code: "ENOSPC", message: "no space" }],
  [Object.assign(new Error("odd"), { code: 7 }), { code: "PROCESSING_FAILED", message: "odd" }],
  [new TypeError(), { code: "PROCESSING_FAILED", message: "TypeError" }],
  ["no space", { code: "PROCESSING_FAILED", message: "no space" }],
  [undefined, { code: "PROCESSING_FAILED", message: "unknown error" }],
  [{ code: "BAD", message: "bad", details: [1] }, { code: "BAD", message: "bad", details: [1] }],
])("of %o the user is told %j", (thrown, told) => {
  expect(jobErrorOf(thrown)).toEqual(told);
});
