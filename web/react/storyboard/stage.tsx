import { type ReactNode, useEffect, useMemo } from "react";
import { BelfryProvider } from "../src/index.js";
import { FakeClient } from "../test/fake-client.js";
import { FakeServer } from "../test/fake-server.js";

/** Properties of `Stage`. */
export interface StageProps {
  readonly children: ReactNode;
  /** Before the connection. */
  readonly prepare?: (server: FakeServer) => void;
  /** Once connected. */
  readonly play?: (server: FakeServer, client: FakeClient) => void;
}

/** A client and a server in this page, connected a moment after mounting. */
export function Stage({ children, prepare, play }: StageProps): ReactNode {
  const { client, server } = useMemo(() => {
    const made = new FakeClient();
    const behind = new FakeServer(made);
    prepare?.(behind);
    return { client: made, server: behind };
    // One pair for the life of the story.
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      server.greet();
      play?.(server, client);
    }, 50);
    return () => clearTimeout(timer);
  }, [server, client]);
  return (
    <BelfryProvider client={client} api={server}>
      {children}
    </BelfryProvider>
  );
}
