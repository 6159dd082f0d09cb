import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { BelfryProvider } from "../src/index.js";
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
