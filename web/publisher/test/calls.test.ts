import { expect, test } from "vitest";

import type { Notification } from "../src/index.js";
import { problem } from "./fake-server.js";
import { harness, JOB, KEY } from "./harness.js";

const set = harness();
const NOTE = { userId: "ada", type: "new_comment", title: "Hello" };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test("a notification is one line", async () => {
  const result = await set.publisher().notify({ ...NOTE, data: { rows: 3 } });
  expect(result).toEqual({ id: "n1", accepted: 1, suppressed: [] });
  const [request] = set.server.of("POST /notifications");
  expect(request?.body).toEqual({ ...NOTE, data: { rows: 3 } });
  expect(request?.headers["authorization"]).toBe(`Bearer ${KEY}`);
  expect(request?.headers["content-type"]).toBe("application/json");
  expect(request?.headers["idempotency-key"]).toMatch(UUID);
});

test("a broadcast is one line", async () => {
  const result = await set.publisher().broadcast({ all: true }, { type: "notification", data: { level: "info" } });
  expect(result).toEqual({ successCount: 2, failureCount: 0 });
  const message = { type: "notification", data: { level: "info" } };
  expect(set.server.received[0]?.body).toEqual({ target: { all: true }, message });
});

test("calls share one connection and keep their order", async () => {
  const publisher = set.publisher();
  const calls = [1, 2, 3, 4, 5].map((n) => publisher.notify({ ...NOTE, title: `n ${n}` }));
  await Promise.all(calls);
  await publisher.broadcast({ userId: "ada" }, { type: "notification", data: {} });
  expect(set.server.received.map(({ body }) => body["title"])).toEqual(["n 1", "n 2", "n 3", "n 4", "n 5", undefined]);
  expect(set.server.connections).toBe(1);
});

test("the API may be below a path", async () => {
  const publisher = set.publisher({ url: `${set.server.url}/belfry/` });
  set.server.on = () => ({ status: 202, body: { id: "n1", accepted: 1, suppressed: [] } });
  await publisher.notify(NOTE);
  expect(set.server.calls()).toEqual(["POST /belfry/notifications"]);
});

test("a refusal is logged with what finds it, counted, and not repeated", async () => {
  const publisher = set.publisher();
  set.server.on = () => ({ ...problem(422, "VALIDATION_FAILED"), headers: { "x-request-id": "req_1" } });
  expect(await publisher.notify(NOTE)).toBeUndefined();
  expect(set.server.received).toHaveLength(1);
  expect(publisher.stats).toEqual({ sent: 0, failed: 1, replaced: 0, ignored: 0, retried: 0 });
  expect(set.log).toEqual([
    {
      level: "error",
      message: "refused",
      call: "POST /notifications",
      status: 422,
      code: "VALIDATION_FAILED",
      requestId: "req_1",
      attempts: 1,
    },
  ]);
});

test("a refused report does not end the job", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  set.server.on = ({ call }) => (call.includes("unknown") ? problem(422, "VALIDATION_FAILED") : undefined);
  job.stage("unknown").complete();
  expect(await job.complete()).toBe(true);
  expect(publisher.stats).toMatchObject({ sent: 2, failed: 1 });
});

test("a redirect is not followed", async () => {
  const publisher = set.publisher();
  set.server.on = () => ({ status: 302, headers: { location: "/elsewhere" } });
  expect(await publisher.notify(NOTE)).toBeUndefined();
  expect(set.server.calls()).toEqual(["POST /notifications"]);
  expect(set.log[0]).toMatchObject({ status: 302 });
});

test("an answer that is no JSON is taken by its status", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  set.server.on = () => ({ status: 202 });
  expect(await job.complete()).toBe(true);
});

test("neither key nor content is logged", async () => {
  const publisher = set.publisher({ giveUpAfterMs: 20 });
  set.server.on = () => problem(422, "VALIDATION_FAILED");
  await publisher.notify({ ...NOTE, title: "confidential" });
  set.server.on = () => "hang up";
  await publisher.notify({ ...NOTE, title: "confidential" });
  expect(set.log.length).toBeGreaterThan(1);
  expect(JSON.stringify(set.log)).not.toMatch(/service-key|confidential|secret/);
});

test("a log that throws stops nothing", async () => {
  const log = () => {
    throw new Error("log is full");
  };
  const publisher = set.publisher({ log });
  set.server.on = () => problem(422, "VALIDATION_FAILED");
  expect(await publisher.notify(NOTE)).toBeUndefined();
  expect(publisher.stats.failed).toBe(1);
});

test("nothing at all is no notification, and does not throw", async () => {
  const publisher = set.publisher();
  expect(await publisher.notify(undefined as unknown as Notification)).toBeUndefined();
  expect(publisher.stats.failed).toBe(1);
});
