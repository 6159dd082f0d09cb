import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Call, Outcome, ProgressCall } from "../src/call.js";
import { CallQueue } from "../src/call-queue.js";
import { Delivery } from "../src/delivery.js";
import type { LogEntry } from "../src/log.js";
import { Sender } from "../src/sender.js";
import { newCounters } from "../src/stats.js";
import type { Answer, ApiRequest, Transport, Unanswered } from "../src/transport.js";

const OK: Answer = { kind: "answer", status: 202, body: {} };
const DOWN: Unanswered = { kind: "unanswered", cause: "ECONNREFUSED", unsent: true };
const LOST: Unanswered = { kind: "unanswered", cause: "ECONNRESET", unsent: false };
const status = (code: number, more: Partial<Answer> = {}): Answer => ({ ...OK, status: code, ...more });

/** Answers as told, at once, and keeps when it was asked. */
class ToldTransport implements Transport {
  readonly sent: { readonly path: string; readonly at: number }[] = [];
  answer: (request: ApiRequest) => Answer | Unanswered = () => OK;

  async send(request: ApiRequest): Promise<Answer | Unanswered> {
    this.sent.push({ path: request.path, at: performance.now() });
    return this.answer(request);
  }

  get paths(): string[] {
    return this.sent.map(({ path }) => path);
  }

  get times(): number[] {
    return this.sent.map(({ at }) => at);
  }
}

let transport: ToldTransport;
let settled: { readonly path: string; readonly outcome: Outcome }[];
let log: LogEntry[];
let sender: Sender;

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  transport = new ToldTransport();
  settled = [];
  log = [];
  const options = { requestTimeoutMs: 5_000, backoff: { baseMs: 200, maxMs: 10_000 } };
  const delivery = new Delivery(transport, options, newCounters(), (entry) => void log.push(entry));
  sender = new Sender(new CallQueue(10), delivery, (call, outcome) => {
    settled.push({ path: call.request.path, outcome });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const call = (path: string, changes: Partial<Call> = {}): Call => ({
  request: { method: "POST", path, body: "{}" },
  repeating: "safe",
  deadline: performance.now() + 30_000,
  finish: () => undefined,
  ...changes,
});

const progress = (path: string, dueAt: number, jobId = "j"): ProgressCall => ({ ...call(path), jobId, dueAt });

const kinds = () => settled.map(({ path, outcome }) => [path, outcome.kind]);

test("waits between attempts double, up to their limit", async () => {
  transport.answer = () => DOWN;
  sender.put(call("/a", { deadline: 40_000 }));
  await vi.advanceTimersByTimeAsync(40_000);
  const waits = transport.times.map((at, i) => at - (transport.times[i - 1] ?? 0)).slice(1);
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000, 5000]);
});

test("a call that cannot be done before its deadline is given up without waiting for it", async () => {
  transport.answer = () => DOWN;
  sender.put(call("/a", { deadline: 250 }));
  await vi.advanceTimersByTimeAsync(120);
  expect(settled).toEqual([
    { path: "/a", outcome: { kind: "given_up", reason: "could not be sent in time", attempts: 2, last: DOWN } },
  ]);
});

test("the wait that the server asks for is the least", async () => {
  transport.answer = () => (transport.sent.length === 1 ? status(503, { retryAfterMs: 3_000 }) : OK);
  sender.put(call("/a"));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(transport.times).toEqual([0, 3_100]);
});

test.each([
  [status(408), 2],
  [status(429), 2],
  [status(500), 2],
  [status(502), 2],
  [status(503), 2],
  [status(504), 2],
  [DOWN, 2],
  [LOST, 2],
  [status(302), 1],
  [status(400), 1],
  [status(401), 1],
  [status(403), 1],
  [status(404), 1],
  [status(409), 1],
  [status(413), 1],
  [status(422), 1],
])("after %j there are %i attempts of a call that may be repeated", async (answer, attempts) => {
  transport.answer = () => (transport.sent.length === 1 ? answer : OK);
  sender.put(call("/a"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(transport.sent).toHaveLength(attempts);
});

test.each([
  [status(429), 2],
  [status(503), 2],
  [DOWN, 2],
  [LOST, 1],
  [status(408), 1],
  [status(500), 1],
  [status(502), 1],
  [status(504), 1],
])("after %j there are %i attempts of a call that may not", async (answer, attempts) => {
  transport.answer = () => (transport.sent.length === 1 ? answer : OK);
  sender.put(call("/a", { repeating: "unsafe" }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(transport.sent).toHaveLength(attempts);
});

test("what is behind a call that is repeated waits for it", async () => {
  transport.answer = () => (transport.sent.length === 1 ? DOWN : OK);
  sender.put(call("/a"));
  sender.put(call("/b"));
  await vi.advanceTimersByTimeAsync(99);
  expect(transport.paths).toEqual(["/a"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(transport.paths).toEqual(["/a", "/a", "/b"]);
});

test("a call behind one that is repeated has its deadline still", async () => {
  transport.answer = () => DOWN;
  sender.put(call("/a"));
  sender.put(call("/b", { deadline: 50 }));
  await vi.advanceTimersByTimeAsync(50);
  expect(kinds()).toEqual([["/b", "given_up"]]);
  expect(transport.paths).toEqual(["/a"]);
});

test("progress waits for its time, and calls of others do not wait for it", async () => {
  sender.putProgress(progress("/p", 100));
  sender.put(call("/a"));
  await vi.advanceTimersByTimeAsync(99);
  expect(transport.paths).toEqual(["/a"]);
  await vi.advanceTimersByTimeAsync(2);
  expect(transport.paths).toEqual(["/a", "/p"]);
});

test("a newer progress takes the place of one that is not sent", async () => {
  sender.putProgress(progress("/p1", 100));
  sender.putProgress(progress("/p2", 200));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kinds()).toEqual([
    ["/p1", "replaced"],
    ["/p2", "sent"],
  ]);
  expect(transport.times).toEqual([101]);
});

test("a newer progress takes the place of one that is being repeated", async () => {
  transport.answer = ({ path }) => (path === "/p1" ? DOWN : OK);
  sender.putProgress(progress("/p1", 0));
  await vi.advanceTimersByTimeAsync(10);
  sender.putProgress(progress("/p2", 10));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(transport.paths).toEqual(["/p1", "/p2"]);
  expect(kinds()).toEqual([
    ["/p1", "replaced"],
    ["/p2", "sent"],
  ]);
});

test("what is forgotten is not sent", async () => {
  sender.put(call("/first"));
  sender.put(call("/a", { jobId: "j" }));
  sender.putProgress(progress("/p", 0));
  sender.put(call("/b", { jobId: "other" }));
  sender.forget("j");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(transport.paths).toEqual(["/first", "/b"]);
  expect(kinds().slice(0, 2)).toEqual([
    ["/a", "ignored"],
    ["/p", "ignored"],
  ]);
});

test("flushing does not wait for progress to be due", async () => {
  sender.putProgress(progress("/p", 60_000));
  expect(await sender.flush(1_000)).toBe(true);
  expect(transport.times).toEqual([0]);
});

test("no timer is left when all is sent", async () => {
  sender.put(call("/a"));
  sender.putProgress(progress("/p", 100));
  await vi.advanceTimersByTimeAsync(200);
  await sender.close(1_000);
  expect(vi.getTimerCount()).toBe(0);
});

test("no timer is left when closing gives up", async () => {
  transport.answer = () => DOWN;
  sender.put(call("/a"));
  sender.put(call("/b"));
  const closed = sender.close(500);
  await vi.advanceTimersByTimeAsync(500);
  expect(await closed).toBe(false);
  expect(kinds()).toEqual([
    ["/b", "given_up"],
    ["/a", "given_up"],
  ]);
  expect(vi.getTimerCount()).toBe(0);
});
