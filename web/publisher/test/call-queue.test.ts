import { expect, test } from "vitest";

import type { Call, ProgressCall } from "../src/call.js";
import { CallQueue } from "../src/call-queue.js";

const call = (path: string, jobId?: string): Call => ({
  request: { method: "POST", path },
  repeating: "safe",
  deadline: 0,
  finish: () => undefined,
  ...(jobId !== undefined && { jobId }),
});

const progress = (path: string, jobId: string, dueAt = 0): ProgressCall => ({ ...call(path), jobId, dueAt });

function drained(queue: CallQueue, now = 0): string[] {
  const paths = [];
  for (let next = queue.take(now); next; next = queue.take(now)) paths.push(next.request.path);
  return paths;
}

test("calls come out in their order", () => {
  const queue = new CallQueue(3);
  for (const path of ["a", "b", "c"]) expect(queue.push(call(path))).toBe(true);
  expect(drained(queue)).toEqual(["a", "b", "c"]);
  expect(queue.size).toBe(0);
});

test("a full queue takes no call until one is out", () => {
  const queue = new CallQueue(1);
  expect(queue.push(call("a"))).toBe(true);
  expect(queue.push(call("b"))).toBe(false);
  queue.take(0);
  expect(queue.push(call("c"))).toBe(true);
});

test("progress and ends have places of their own", () => {
  const queue = new CallQueue(1);
  queue.push(call("a"));
  queue.pushProgress(progress("p", "j"));
  queue.pushEnd(call("end", "j"));
  expect(drained(queue)).toEqual(["a", "p", "end"]);
});

test("one progress of a job is kept, the latest, in the place of the first", () => {
  const queue = new CallQueue(1);
  const first = progress("p1", "j");
  expect(queue.pushProgress(first)).toBeUndefined();
  queue.pushProgress(progress("other", "k"));
  expect(queue.pushProgress(progress("p2", "j"))).toBe(first);
  expect(drained(queue)).toEqual(["p2", "other"]);
});

test("a newer progress does not put off the sending", () => {
  const queue = new CallQueue(1);
  queue.pushProgress(progress("p1", "j", 100));
  queue.pushProgress(progress("p2", "j", 200));
  expect(queue.nextDue()).toBe(100);
});

test("progress that is not due is passed by", () => {
  const queue = new CallQueue(1);
  queue.pushProgress(progress("p", "j", 100));
  queue.push(call("a"));
  expect(drained(queue, 99)).toEqual(["a"]);
  expect(drained(queue, 100)).toEqual(["p"]);
  expect(queue.nextDue()).toBeUndefined();
});

test("a call of a job sends the job's progress at once, before it", () => {
  const queue = new CallQueue(1);
  queue.pushProgress(progress("p", "j", 100));
  queue.push(call("stage", "j"));
  expect(drained(queue)).toEqual(["p", "stage"]);
});

test("progress does not overtake the call of its job that came before it", () => {
  const queue = new CallQueue(1);
  queue.pushProgress(progress("p1", "j"));
  queue.push(call("stage", "j"));
  expect(queue.pushProgress(progress("p2", "j"))?.request.path).toBe("p1");
  expect(drained(queue)).toEqual(["stage", "p2"]);
});

test("what was replaced cannot be removed", () => {
  const queue = new CallQueue(1);
  const first = progress("p1", "j");
  queue.pushProgress(first);
  queue.pushProgress(progress("p2", "j"));
  expect(queue.remove(first)).toBe(false);
  expect(queue.progressOf("j")?.request.path).toBe("p2");
});

test("the calls of a job are found in their order", () => {
  const queue = new CallQueue(3);
  queue.push(call("a", "j"));
  queue.push(call("b", "k"));
  queue.pushProgress(progress("p", "j"));
  expect(queue.of("j").map(({ request }) => request.path)).toEqual(["a", "p"]);
});
