import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { ApiPort, ClientPort, ConnectionState } from "../client-types.js";
import { type Session, sessionOf } from "./session.js";

/** The connection, as components see it (product 5.2). */
export interface WebSocketContextValue {
  readonly status: ConnectionState;
  readonly send: (type: string, payload: object) => void;
  /** Answers with all the user's channels then. Rejects when one of them may not be subscribed to. */
  readonly subscribe: (channels: string[]) => Promise<string[]>;
  readonly unsubscribe: (channels: string[]) => Promise<string[]>;
}

/** Properties of `BelfryProvider`. Make the two once, outside the component or in a ref: another client is another session. */
export interface BelfryProviderProps {
  readonly client: ClientPort;
  readonly api: ApiPort;
  readonly children?: ReactNode;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Connects while it is mounted, and gives what is below it the inbox, the jobs and the preferences of one user. */
export function BelfryProvider({ client, api, children }: BelfryProviderProps): ReactNode {
  const session = useMemo(() => sessionOf(client, api), [client, api]);
  useEffect(() => session.acquire(), [session]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** The session around this component. Throws outside a provider. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("This needs a <BelfryProvider> around it.");
  return session;
}

/** The connection: its status, and what can be said over it. */
export function useWebSocket(): WebSocketContextValue {
  const { client, status: cell } = useSession();
  const status = useSyncExternalStore(cell.subscribe, cell.getSnapshot, cell.getSnapshot);
  return useMemo(
    () => ({
      status,
      send: (type, payload) => client.send(type, payload),
      subscribe: (channels) => client.subscribe(channels),
      unsubscribe: (channels) => client.unsubscribe(channels),
    }),
    [client, status],
  );
}
