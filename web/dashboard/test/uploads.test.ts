import type { Job } from "@belfry/react";
import { expect, test } from "vitest";
import { mergeJobs } from "../src/pages/running/merge-jobs.js";
import { jobsOfUploads, type Upload } from "../src/pages/upload/uploads.js";

function job(jobId: string, second: number, members: Partial<Job> = {}): Job {
  const createdAt = `2026-01-01T00:00:0${second}.000Z`;
  return {
    jobId, createdAt, updatedAt: createdAt, kind: "upload", title: "parts.csv", fileName: "parts.csv", stages: [],
    status: "running", progress: 0, stageProgress: 0, estimatedSecondsRemaining: null, stalled: false, ...members,
  };
}

function upload(key: number, before: readonly string[] = []): Upload {
  return { key, fileName: "parts.csv", phase: "done", before: new Set(before) };
}

test("an upload's job is one of its file that was not there before", () => {
  const jobs = [job("other", 1, { fileName: "other.csv" }), job("old", 2), job("new", 3)];
  expect(jobsOfUploads([upload(1, ["old"])], jobs).get(1)?.jobId).toBe("new");
});

test("a file that is sent twice has two jobs, in the order of sending", () => {
  const found = jobsOfUploads([upload(2), upload(1)], [job("second", 2), job("first", 1)]);
  expect([found.get(1)?.jobId, found.get(2)?.jobId]).toEqual(["first", "second"]);
});

test("a job that is fetched and seen is listed once, as it was seen, the newest first", () => {
  const merged = mergeJobs([job("a", 1), job("b", 2)], [job("a", 1, { status: "failed" })]);
  expect(merged.map(({ jobId, status }) => [jobId, status])).toEqual([["b", "running"], ["a", "failed"]]);
});
