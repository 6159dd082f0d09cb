import { afterEach, expect, test, vi } from "vitest";

import { BelfryPublisher, type PublisherOptions } from "../src/index.js";
import { harness, JOB, KEY } from "./harness.js";

const set = harness();
const NOTE = { userId: "ada", type: "new_comment", title: "Hello" };

afterEach(() => vi.restoreAllMocks());

const make = (options: Partial<PublisherOptions>) =>
  new BelfryPublisher({ url: "http://127.0.0.1:9", serviceKey: KEY, ...options });

test.each([
  "",
  "belfry.example",
  "ftp://belfry.example",
  "http://me:secret@belfry.example",
  "http://belfry.example/?a=b",
])("the address %j is refused at once", (url) => {
  expect(() => make({ url })).toThrow(TypeError);
});

test.each(["", "two words", "line\nbreak", "schlüssel"])("the key %j is refused and not quoted", (serviceKey) => {
  expect(() => make({ serviceKey })).toThrow(/^serviceKey must be printable ASCII without spaces$/);
});

test.each([{ maxQueued: -1 }, { giveUpAfterMs: Number.NaN }, { requestTimeoutMs: Infinity }])(
  "%j is refused at once",
  (options) => {
    expect(() => make(options)).toThrow(RangeError);
  },
);

test("closing sends what is queued", async () => {
  const publisher = set.publisher({ progressIntervalMs: 60_000 });
  const job = await publisher.startJob(JOB);
  job.progress(1);
  job.progress(2);
  const sent = publisher.notify(NOTE);
  expect(await publisher.close()).toBe(true);
  expect(await sent).toBeDefined();
  expect(set.server.received.map(({ body }) => body["progress"])).toContain(2);
});

test("closing takes no longer than it may", async () => {
  const publisher = set.publisher();
  set.server.on = () => "silent";
  const calls = [publisher.notify(NOTE), publisher.notify(NOTE)];
  expect(await publisher.close(20)).toBe(false);
  expect(publisher.stats.failed).toBe(2);
  expect(await Promise.all(calls)).toEqual([undefined, undefined]);
  expect(set.log).toMatchObject([{ message: "closed before it was sent" }, { message: "closed before it was sent" }]);
});

test("calls after closing do nothing and are counted", async () => {
  const publisher = set.publisher();
  const job = await publisher.startJob(JOB);
  await publisher.close();
  job.progress(10);
  expect(await job.complete()).toBe(false);
  expect(await publisher.notify(NOTE)).toBeUndefined();
  expect((await publisher.startJob(JOB)).detached).toBe(true);
  expect(set.server.calls()).toEqual(["POST /jobs"]);
  expect(publisher.stats).toMatchObject({ sent: 1, ignored: 4 });
});

test("flushing tells when something is left", async () => {
  const publisher = set.publisher();
  expect(await publisher.flush()).toBe(true);
  set.server.on = () => "silent";
  void publisher.notify(NOTE);
  expect(await publisher.flush(20)).toBe(false);
});

test("more jobs than may be open are detached, until one is over", async () => {
  const publisher = set.publisher({ maxJobs: 1 });
  const first = await publisher.startJob(JOB);
  expect((await publisher.startJob(JOB)).detached).toBe(true);
  await first.complete();
  expect((await publisher.startJob(JOB)).detached).toBe(false);
  expect(set.log).toMatchObject([{ level: "error", message: "too many open jobs; this one is not reported" }]);
});

test("a job that could not be started keeps no place", async () => {
  const publisher = set.publisher({ maxJobs: 1 });
  set.server.on = () => ({ status: 403, body: { code: "FORBIDDEN" } });
  expect((await publisher.startJob(JOB)).detached).toBe(true);
  set.server.on = () => undefined;
  expect((await publisher.startJob(JOB)).detached).toBe(false);
});

test("a server that answers no job gives a detached one", async () => {
  set.server.on = () => ({ status: 201, body: "job_1" });
  expect((await set.publisher().startJob(JOB)).detached).toBe(true);
});

test("failures go to the console when no log is given", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const publisher = new BelfryPublisher({ url: set.server.url, serviceKey: KEY });
  set.server.on = () => ({ status: 403, body: { code: "FORBIDDEN" } });
  await publisher.notify(NOTE);
  expect(error).toHaveBeenCalledWith("belfry: refused", expect.objectContaining({ status: 403, code: "FORBIDDEN" }));
});
