import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { BelfryProvider } from "../src/index.js";
import type { Job } from "../src/job-types.js";
import { FakeClient } from "./fake-client.js";
import { FakeServer } from "./fake-server.js";

/** A client connected to a server of its own. */
export function connectedPair(): { client: FakeClient; server: FakeServer } {
  const client = new FakeClient();
  const server = new FakeServer(client);
  return { client, server };
}

/** Renders below a provider, and connects. */
export async function renderConnected(ui: ReactNode, prepare?: (server: FakeServer) => void) {
  const { client, server } = connectedPair();
  prepare?.(server);
  const view = render(
    <BelfryProvider client={client} api={server}>
      {ui}
    </BelfryProvider>,
  );
  await act(async () => server.greet());
  return { ...view, client, server };
}

/** A running job of two stages. */
export function jobOf(members: Partial<Job> = {}): Job {
  return {
    jobId: "job_20260125_k3v9",
    kind: "upload",
    title: "parts.csv",
    stages: [
      { name: "parse", weight: 1 },
      { name: "store", weight: 3 },
    ],
    status: "running",
    stage: "parse",
    progress: 10,
    stageProgress: 40,
    estimatedSecondsRemaining: 120,
    stalled: false,
    createdAt: "2026-01-25T12:00:00.000Z",
    updatedAt: "2026-01-25T12:00:01.000Z",
    ...members,
  };
}
