import { useCallback, useEffect, useState } from "react";
import { useAccount } from "../../session/use-account.js";

/** The user's channels, followed: other devices subscribe as well. */
export interface ChannelsResult {
  /** Undefined until they are known. */
  readonly channels: readonly string[] | undefined;
  /** Why they could not be fetched. */
  readonly error: unknown;
  readonly refetch: () => void;
  /** Reject with an `ApiError`. */
  readonly add: (name: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

/** Fetched once, then told by the answers and by the connection. */
export function useChannels(): ChannelsResult {
  const { account } = useAccount();
  const { api, client } = account;
  const [channels, setChannels] = useState<readonly string[]>();
  const [error, setError] = useState<unknown>();
  const refetch = useCallback(() => {
    setError(undefined);
    void api.channels().then(setChannels, setError);
  }, [api]);
  useEffect(refetch, [refetch]);
  useEffect(() => {
    const stops = [
      client.on("subscribed", (event) => setChannels(event.channels)),
      client.on("unsubscribed", (event) => setChannels(event.channels)),
    ];
    return () => stops.forEach((stop) => stop());
  }, [client]);
  const add = useCallback(async (name: string) => setChannels(await api.addChannel(name)), [api]);
  const remove = useCallback(async (name: string) => setChannels(await api.removeChannel(name)), [api]);
  return { channels, error, refetch, add, remove };
}
