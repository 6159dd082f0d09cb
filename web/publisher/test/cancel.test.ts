import { expect, test } from "vitest";

import { JobCancelledError } from "../src/index.js";
import { problem } from "./fake-server.js";
import { harness, JOB } from "./harness.js";

const set = harness();
const PROGRESS = "POST /jobs/job_1/progress";
const POLL = "GET /jobs/job_1/cancel-requested?wait=30";

const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));

test("a report that is answered with a cancel aborts the job's signal", async () => {
  const publisher = set.publisher();
  set.server.on = ({ call }) => (call === PROGRESS ? problem(409, "JOB_CANCELLED") : undefined);
  const job = await publisher.startJob(JOB);
  expect(job.cancelled).toBe(false);
  job.progress(10);
  const reason = await aborted(job.signal);
  expect(job.cancelled).toBe(true);
  expect(reason).toBeInstanceOf(JobCancelledError);
  expect((reason as JobCancelledError).jobId).toBe("job_1");
});

test("what is queued and what comes after a cancel is not sent", async () => {
  const publisher = set.publisher();
  set.server.on = ({ call }) => (call === PROGRESS ? problem(409, "JOB_CANCELLED") : undefined);
  const job = await publisher.startJob(JOB);
  job.progress(10);
  job.stage("parse").complete();
  expect(await job.complete()).toBe(false);
  job.progress(20);
  await publisher.flush();
  expect(set.server.calls()).toEqual(["POST /jobs", PROGRESS]);
  expect(publisher.stats).toEqual({ sent: 1, failed: 0, replaced: 0, ignored: 4, retried: 0 });
});

test("a cancel is no failure", async () => {
  const publisher = set.publisher();
  set.server.on = ({ call }) => (call === PROGRESS ? problem(409, "JOB_CANCELLED") : undefined);
  const job = await publisher.startJob(JOB);
  job.progress(10);
  await publisher.flush();
  expect(set.log.map(({ level }) => level)).toEqual(["info"]);
});

test("an end that comes after the cancel is not taken", async () => {
  const publisher = set.publisher();
  set.server.on = ({ call }) => (call.endsWith("/complete") ? problem(409, "JOB_CANCELLED") : undefined);
  const job = await publisher.startJob(JOB);
  expect(await job.complete()).toBe(false);
  expect(job.cancelled).toBe(true);
});

test("a job that the server ended otherwise takes no more reports", async () => {
  const publisher = set.publisher();
  set.server.on = ({ call }) => (call === PROGRESS ? problem(409, "JOB_TERMINAL") : undefined);
  const job = await publisher.startJob(JOB);
  job.progress(10);
  await publisher.flush();
  job.progress(20);
  await publisher.flush();
  expect(job.cancelled).toBe(false);
  expect(set.server.of(PROGRESS)).toHaveLength(1);
  expect(publisher.stats).toMatchObject({ failed: 1, ignored: 1 });
});

test("a watched job hears of a cancel without reporting", async () => {
  set.server.on = ({ call }) => (call === POLL ? { status: 200, body: { cancelled: true } } : undefined);
  const job = await set.publisher().startJob(JOB, { watchCancel: true });
  expect(await aborted(job.signal)).toBeInstanceOf(JobCancelledError);
});

test("a watch outlives answers that say no and servers that fail", async () => {
  const answers = [{ status: 200, body: { cancelled: false } }, problem(500, "INTERNAL"), "hang up" as const];
  set.server.on = ({ call }) => {
    if (call !== POLL) return undefined;
    return answers.shift() ?? { status: 200, body: { cancelled: true } };
  };
  const job = await set.publisher().startJob(JOB, { watchCancel: true });
  await aborted(job.signal);
  expect(set.server.of(POLL)).toHaveLength(4);
});

test("a watch ends with its job", async () => {
  let closed: () => void;
  const left = new Promise<void>((resolve) => (closed = resolve));
  set.server.on = async ({ call, aborted }) => {
    if (call !== POLL) return { status: 202, body: { jobId: "job_1" } };
    await aborted;
    closed();
    return "silent";
  };
  const job = await set.publisher().startJob(JOB, { watchCancel: true });
  await set.server.expect(POLL);
  await job.complete();
  await left;
  expect(job.cancelled).toBe(false);
});

test("a watch that is refused says so once and leaves the job alone", async () => {
  const publisher = set.publisher();
  set.server.on = ({ call }) => (call === POLL ? problem(404, "JOB_NOT_FOUND") : undefined);
  const job = await publisher.startJob(JOB, { watchCancel: true });
  expect(await set.logged("cannot watch for a cancel")).toMatchObject({ level: "warn", status: 404, jobId: "job_1" });
  expect(await job.complete()).toBe(true);
  expect(set.server.of(POLL)).toHaveLength(1);
  expect(set.log).toHaveLength(1);
});

test("a job that nobody watches makes no long poll", async () => {
  const job = await set.publisher().startJob(JOB);
  await job.complete();
  expect(set.server.of(POLL)).toHaveLength(0);
});
