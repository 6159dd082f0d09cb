import { expect, test } from "vitest";

import { FakeServer, problem } from "./fake-server.js";
import { harness, JOB } from "./harness.js";

const set = harness();
const NOTE = { userId: "ada", type: "new_comment", title: "Hello" };

test("without a server the job is detached and the work goes on", async () => {
  const publisher = set.publisher({ startTimeoutMs: 50 });
  await set.server.stop();
  const job = await publisher.startJob(JOB);
  expect(job.detached).toBe(true);
  expect(job.id).toBeUndefined();
  job.stage("parse").progress(1, 2);
  job.stage("parse").complete();
  expect(await job.complete()).toBe(false);
  expect(job.cancelled).toBe(false);
  expect(publisher.stats).toMatchObject({ sent: 0, failed: 1, ignored: 3 });
});

test("an outage is one line of the log, its end another", async () => {
  const publisher = set.publisher();
  let refusals = 3;
  set.server.on = () => (refusals-- > 0 ? problem(503, "UNAVAILABLE") : undefined);
  await publisher.notify(NOTE);
  expect(set.log.map(({ level, message }) => [level, message])).toEqual([
    ["warn", "the server takes no calls; repeating"],
    ["info", "the server takes calls again"],
  ]);
  expect(publisher.stats).toMatchObject({ sent: 1, retried: 3 });
});

test("a notification whose answer was lost is repeated with the same key", async () => {
  let first = true;
  set.server.on = () => {
    if (!first) return undefined;
    first = false;
    return "hang up";
  };
  expect(await set.publisher().notify(NOTE)).toBeDefined();
  const keys = set.server.received.map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test("two notifications have two keys", async () => {
  const publisher = set.publisher();
  await publisher.notify(NOTE);
  await publisher.notify(NOTE);
  const keys = set.server.received.map(({ headers }) => headers["idempotency-key"]);
  expect(keys[0]).not.toBe(keys[1]);
});

test("a broadcast whose answer was lost is not sent twice", async () => {
  set.server.on = () => "hang up";
  const publisher = set.publisher();
  expect(await publisher.broadcast({ all: true }, { type: "notification", data: {} })).toBeUndefined();
  expect(set.server.received).toHaveLength(1);
  expect(publisher.stats).toMatchObject({ failed: 1, retried: 0 });
});

test("a broadcast that the server put off is repeated", async () => {
  let first = true;
  set.server.on = () => {
    if (!first) return undefined;
    first = false;
    return problem(429, "RATE_LIMITED");
  };
  expect(await set.publisher().broadcast({ all: true }, { type: "notification", data: {} })).toBeDefined();
});

test("what was called while the server was down arrives in order when it is back, but for stale progress", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  const { port } = set.server;
  await set.server.stop();
  job.stage("parse").progress(1, 3);
  job.stage("parse").progress(2, 3);
  job.stage("parse").complete();
  job.stage("store").progress(1, 3);
  const completed = job.complete();
  await set.logged("the server takes no calls; repeating");
  set.server = await FakeServer.start(port);
  expect(await completed).toBe(true);
  expect(set.server.calls()).toEqual([
    "POST /jobs/job_1/stages/parse/complete",
    "POST /jobs/job_1/progress",
    "POST /jobs/job_1/complete",
  ]);
  expect(publisher.stats).toMatchObject({ sent: 4, failed: 0, replaced: 2 });
});

test("an end whose answer was lost is done when its repeat finds the job over", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  let first = true;
  set.server.on = () => {
    const script = first ? ("hang up" as const) : problem(409, "JOB_TERMINAL");
    first = false;
    return script;
  };
  expect(await job.complete()).toBe(true);
  expect(publisher.stats.failed).toBe(0);
});

test("an end of a job that is over is refused at the first attempt", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  set.server.on = () => problem(409, "JOB_TERMINAL");
  expect(await job.complete()).toBe(false);
  expect(publisher.stats.failed).toBe(1);
});

test("a server that never answers holds a call no longer than it may take", async () => {
  const publisher = set.publisher({ giveUpAfterMs: 60 });
  set.server.on = () => "silent";
  expect(await publisher.notify(NOTE)).toBeUndefined();
  expect(set.log).toMatchObject([{ level: "error", message: "could not be sent in time" }]);
});

test("calls behind one that is repeated are given up in their own time", async () => {
  const publisher = set.publisher({ requestTimeoutMs: 60_000, giveUpAfterMs: 60_000, startTimeoutMs: 30 });
  set.server.on = () => "silent";
  void publisher.notify(NOTE);
  expect((await publisher.startJob(JOB)).detached).toBe(true);
});

test("without room further calls fail at once", async () => {
  const publisher = set.publisher({ maxQueued: 2 });
  set.server.on = () => "silent";
  const waiting = [1, 2, 3].map(() => publisher.notify(NOTE));
  expect(await publisher.notify(NOTE)).toBeUndefined();
  expect(set.log).toMatchObject([{ message: "no room in the queue", call: "POST /notifications" }]);
  await publisher.close(0);
  expect(await Promise.all(waiting)).toEqual([undefined, undefined, undefined]);
});

test("the end of a job has a place when the queue is full", async () => {
  const publisher = set.publisher({ maxQueued: 1 });
  const job = await publisher.startJob(JOB);
  let open: (reply: undefined) => void = () => undefined;
  set.server.on = ({ call }) =>
    call === "POST /notifications" ? new Promise<undefined>((resolve) => (open = resolve)) : undefined;
  void publisher.notify(NOTE);
  await set.server.expect("POST /notifications");
  job.stage("parse").complete();
  job.stage("store").complete();
  const completed = job.complete();
  set.server.on = () => undefined;
  open(undefined);
  expect(await completed).toBe(true);
  expect(set.log).toMatchObject([{ message: "no room in the queue", call: "POST /jobs/job_1/stages/store/complete" }]);
});
