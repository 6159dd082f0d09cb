import { ApiError } from "@belfry/client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAccount } from "../../session/use-account.js";
import { type ConnectionRow, disconnect, fetchConnections } from "./connections.js";

/** The list of connections. */
export interface ConnectionsResult {
  /** Undefined until they are known. */
  readonly rows: readonly ConnectionRow[] | undefined;
  readonly isLoading: boolean;
  /** Why the last fetch failed. */
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly refresh: () => void;
  readonly loadMore: () => void;
  /** Rejects with an `ApiError`. One that has gone already counts as ended. */
  readonly end: (connectionId: string) => Promise<void>;
}

/** The first page is fetched when the user it is about changes, and on `refresh`. */
export function useConnections(userId: string): ConnectionsResult {
  const { account } = useAccount();
  const [rows, setRows] = useState<readonly ConnectionRow[]>();
  const [cursor, setCursor] = useState<string>();
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>();
  const latest = useRef(0);

  const load = useCallback(
    async (after: string | undefined) => {
      const turn = ++latest.current;
      setLoading(true);
      setError(undefined);
      try {
        const page = await fetchConnections(account, { userId, cursor: after });
        // An answer that a later question has overtaken says nothing any more.
        if (turn !== latest.current) return;
        setRows((known) => (after === undefined ? page.items : [...(known ?? []), ...page.items]));
        setCursor(page.nextCursor);
      } catch (reason) {
        if (turn === latest.current) setError(reason);
      } finally {
        if (turn === latest.current) setLoading(false);
      }
    },
    [account, userId],
  );
  useEffect(() => void load(undefined), [load]);

  const end = useCallback(
    async (connectionId: string) => {
      await disconnect(account, connectionId).catch((reason: unknown) => {
        if (!(reason instanceof ApiError) || reason.status !== 410) throw reason;
      });
      setRows((known) => known?.filter((row) => row.connectionId !== connectionId));
    },
    [account],
  );
  return {
    rows,
    isLoading,
    error,
    hasMore: cursor !== undefined,
    refresh: () => void load(undefined),
    loadMore: () => void load(cursor),
    end,
  };
}
