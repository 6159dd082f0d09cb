import { act, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { describe, expect, test, vi } from "vitest";
import { JobProgress, useJobs } from "../src/index.js";
import type { Job, JobEvent } from "../src/job-types.js";
import { timeLeft } from "../src/jobs/describe-job.js";
import type { FakeServer } from "./fake-server.js";
import { renderConnected } from "./harness.js";
import { jobOf } from "./job-of.js";

const id = "job_20260125_k3v9";
const holding = (members: Partial<Job> = {}) => (server: FakeServer) => void server.jobsById.set(id, jobOf(members));
const bar = (): HTMLElement => screen.getByRole("progressbar", { name: "Progress of parts.csv" });
const position = {
  stage: "store",
  progress: 62.5,
  stage_progress: 50,
  message: "storing rows",
  estimated_seconds_remaining: 45,
  current_row: 602,
  total_rows: 1204,
};
const progress = (members: { readonly job_id?: string; readonly progress?: number } = {}): JobEvent => ({
  job_id: id,
  event: "progress_update",
  ...position,
  ...members,
});

describe("a job", () => {
  test("shows its bar, stage, rows and time left as they come", async () => {
    const { client } = await renderConnected(<JobProgress jobId={id} />, holding());
    expect(bar().getAttribute("aria-valuetext")).toBe("10 %, 2 minutes left");
    act(() => client.emit("job", progress()));
    expect(bar().getAttribute("aria-valuenow")).toBe("63");
    expect(bar().getAttribute("aria-valuetext")).toBe("63 %, 602 of 1,204 rows, less than a minute left");
    expect(screen.getByText("stage 2 of 2: store")).toBeDefined();
    expect(screen.getByText("storing rows")).toBeDefined();
  });

  test("never falls, and an end is final", async () => {
    const { client } = await renderConnected(<JobProgress jobId={id} />, holding());
    act(() => client.emit("job", progress()));
    act(() => client.emit("job", progress({ progress: 20 })));
    expect(bar().getAttribute("aria-valuenow")).toBe("63");
    act(() => client.emit("job", { job_id: id, event: "job_complete", results: { rows: 1204 } }));
    act(() => client.emit("job", progress({ progress: 70 })));
    expect(bar().getAttribute("aria-valuenow")).toBe("100");
    expect(screen.getByText("Complete")).toBeDefined();
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("that failed says why, as an alert", async () => {
    const { client } = await renderConnected(<JobProgress jobId={id} />, holding());
    const error = { code: "ENOSPC", message: "The disk is full" };
    act(() => client.emit("job", { job_id: id, event: "job_failed", stage: "store", error }));
    expect(screen.getByRole("alert").textContent).toBe("The disk is full");
  });

  test("is cancelled when the server says so, once however often it is clicked", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<JobProgress jobId={id} />, holding());
    const answer = server.hold("cancelJob");
    await user.click(screen.getByRole("button", { name: "Cancel parts.csv" }));
    await user.click(screen.getByRole("button", { name: "Cancel parts.csv" }));
    expect(screen.getByText("Cancelling…")).toBeDefined();
    await act(async () => answer());
    expect(screen.getByText("Cancelled")).toBeDefined();
    expect(server.calls.filter((call) => call === "cancelJob")).toHaveLength(1);
  });

  test("that could not be cancelled goes on, and says why", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<JobProgress jobId={id} />, holding());
    server.refuse("cancelJob", "The job has ended");
    await user.click(screen.getByRole("button", { name: "Cancel parts.csv" }));
    expect(screen.getByRole("alert").textContent).toContain("The job has ended");
    expect(screen.getByText("Running")).toBeDefined();
  });

  test("is marked as stalled by the server or after a minute of silence, and no longer once it moves", async () => {
    vi.useFakeTimers();
    const { client } = await renderConnected(<JobProgress jobId={id} />, holding({ stalled: true }));
    expect(screen.getByText("Stalled")).toBeDefined();
    act(() => client.emit("job", progress()));
    expect(screen.getByText("Running")).toBeDefined();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.getByText("Stalled")).toBeDefined();
  });

  test("is asked for again after the connection was lost: progress is not replayed", async () => {
    const { client, server } = await renderConnected(<JobProgress jobId={id} />, holding());
    client.become("reconnecting");
    server.jobsById.set(id, jobOf({ status: "completed", progress: 100 }));
    await act(async () => server.greet());
    expect(screen.getByText("Complete")).toBeDefined();
  });

  test("that is not there says so", async () => {
    await renderConnected(<JobProgress jobId="job_none" />);
    expect(screen.getByRole("alert").textContent).toBe("The job could not be loaded.");
  });

  test("is announced at each quarter, not at each row", async () => {
    const { client } = await renderConnected(<JobProgress jobId={id} />, holding());
    const told = new Set<string | null>();
    for (let percent = 11; percent <= 60; ++percent) {
      act(() => client.emit("job", progress({ progress: percent })));
      told.add(screen.getByRole("status").textContent);
    }
    expect([...told]).toEqual(["", "parts.csv: 25 %", "parts.csv: 50 %"]);
  });
});

test("useJobs lists running jobs, and fetches one that it first hears of by its news", async () => {
  function Titles(): ReactNode {
    return <p>{useJobs().jobs.map((job) => `${job.title} ${job.progress}`).join(", ")}</p>;
  }
  const { client, server } = await renderConnected(<Titles />, holding());
  server.jobsById.set("job_2", jobOf({ jobId: "job_2", title: "more.csv", createdAt: "2026-01-25T13:00:00.000Z" }));
  await act(async () => client.emit("job", progress({ job_id: "job_2" })));
  expect(screen.getByText("more.csv 62.5, parts.csv 10")).toBeDefined();
});

test.each([
  [null, undefined],
  [4, "a few seconds left"],
  [59, "less than a minute left"],
  [60, "1 minute left"],
  [150, "3 minutes left"],
  [3600, "about 1 hour left"],
  [8000, "about 2 hours left"],
] as const)("%s seconds are told as '%s'", (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words);
});

test("a status tells all at once, and an end that it tells is final", async () => {
  const { client } = await renderConnected(<JobProgress jobId={id} />, holding());
  const status = { job_id: id, event: "job_status", ...position } as const;
  act(() => client.emit("job", { ...status, status: "running", stalled: true }));
  expect(screen.getByText("Stalled")).toBeDefined();
  act(() => client.emit("job", { ...status, status: "cancelled", stalled: false }));
  act(() => client.emit("job", progress({ progress: 90 })));
  expect(screen.getByText("Cancelled")).toBeDefined();
  expect(bar().getAttribute("aria-valuenow")).toBe("63");
});
