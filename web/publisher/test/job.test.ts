import { expect, test } from "vitest";

import { harness, JOB } from "./harness.js";

const set = harness();

test("three lines report a stage", async () => {
  const job = await set.publisher().startJob({ ...JOB, stages: [{ name: "parse", weight: 2 }, { name: "store" }] });
  const parse = job.stage("parse");
  parse.progress(50, 200, "reading");
  parse.complete({ rows: 200 });
  expect(await job.complete({ imported: 199 })).toBe(true);

  expect(set.server.received.map(({ call, body }) => [call, body])).toEqual([
    ["POST /jobs", { ...JOB, stages: [{ name: "parse", weight: 2 }, { name: "store" }] }],
    [
      "POST /jobs/job_1/progress",
      { stage: "parse", stageProgress: 25, currentRow: 50, totalRows: 200, message: "reading" },
    ],
    ["POST /jobs/job_1/stages/parse/complete", { results: { rows: 200 } }],
    ["POST /jobs/job_1/complete", { results: { imported: 199 } }],
  ]);
});

test("a job without stages reports the percentage of the whole", async () => {
  const job = await set.publisher().startJob(JOB);
  job.progress(12.5, "warming up");
  await job.complete();
  expect(set.server.received[1]?.body).toEqual({ progress: 12.5, message: "warming up" });
});

test("rows that say nothing are not sent as a percentage", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  job.stage("parse").progress(7, 0);
  await publisher.flush();
  job.stage("parse").progress(Number.NaN, Number.NaN, "reading");
  await publisher.flush();
  job.stage("parse").progress(20.5, 10);
  await publisher.flush();
  expect(set.server.of("POST /jobs/job_1/progress").map(({ body }) => body)).toEqual([
    { stage: "parse", currentRow: 7 },
    { stage: "parse", message: "reading" },
    { stage: "parse", stageProgress: 100, currentRow: 20, totalRows: 10 },
  ]);
});

test("an error that was thrown fails the job with its code and message, not its stack", async () => {
  const job = await set.publisher().startJob(JOB);
  expect(await job.fail(Object.assign(new Error("disk full"), { code: "ENOSPC" }))).toBe(true);
  expect(set.server.received[1]?.call).toBe("POST /jobs/job_1/fail");
  expect(set.server.received[1]?.body).toEqual({ error: { code: "ENOSPC", message: "disk full" } });
});

test("a failure may carry details", async () => {
  const job = await set.publisher().startJob(JOB);
  await job.fail({ code: "BAD_ROWS", message: "too many bad rows", details: { rows: [3, 9] } });
  expect(set.server.received[1]?.body).toEqual({
    error: { code: "BAD_ROWS", message: "too many bad rows", details: { rows: [3, 9] } },
  });
});

test("the progress seen last is sent before a failure, which shows where it stood", async () => {
  const publisher = set.publisher({ progressIntervalMs: 60_000 });
  const job = await publisher.startJob(JOB);
  job.stage("parse").progress(1, 100);
  await set.server.expect("POST /jobs/job_1/progress");
  job.stage("parse").progress(40, 100);
  await job.fail("row 41 cannot be read");
  expect(set.server.of("POST /jobs/job_1/progress")[1]?.body).toMatchObject({ currentRow: 40 });
  expect(set.server.calls().at(-1)).toBe("POST /jobs/job_1/fail");
});

test("calls after the end do nothing and are counted", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  await job.complete();
  job.progress(50);
  job.stage("store").complete();
  expect(await job.fail("late")).toBe(false);
  await publisher.flush();
  expect(set.server.calls()).toEqual(["POST /jobs", "POST /jobs/job_1/complete"]);
  expect(publisher.stats).toMatchObject({ sent: 2, ignored: 3, failed: 0 });
});

test("what the caller changes afterwards is not sent", async () => {
  const job = await set.publisher().startJob(JOB);
  const results = { rows: 1 };
  const completed = job.complete(results);
  results.rows = 2;
  await completed;
  expect(set.server.received[1]?.body).toEqual({ results: { rows: 1 } });
});

test("results that JSON cannot say fail the call and do not throw", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  job.stage("parse").complete({ rows: 1n });
  expect(await job.complete({ rows: 1n })).toBe(false);
  expect(publisher.stats.failed).toBe(2);
  expect(set.log.map(({ level, message }) => [level, message])).toEqual([
    ["error", "cannot be written as JSON"],
    ["error", "cannot be written as JSON"],
  ]);
});

test.each([
  ["a/b?c", "a%2Fb%3Fc"],
  ["prüfen", "pr%C3%BCfen"],
  ["\ud800", "%EF%BF%BD"],
])("the stage %j is one part of the path", async (name, path) => {
  const publisher = set.publisher();
  (await publisher.startJob(JOB)).stage(name).complete();
  await publisher.flush();
  expect(set.server.received[1]?.call).toBe(`POST /jobs/job_1/stages/${path}/complete`);
});

test.each([".", ".."])("the stage %j does not lead to another route", async (name) => {
  const publisher = set.publisher();
  (await publisher.startJob(JOB)).stage(name).complete();
  await publisher.flush();
  expect(set.server.received[1]?.call).toMatch(/^POST \/jobs\/job_1\/stages\/[^/]+\/complete$/);
});

test("a report that JSON cannot say fails alone", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  job.report({ currentRow: 1n as unknown as number });
  expect(await job.complete()).toBe(true);
  expect(publisher.stats).toMatchObject({ sent: 2, failed: 1 });
});
