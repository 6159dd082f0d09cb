import type { ActionResult, NotificationItem } from "@belfry/react";
import { InboxStore, type InboxView } from "@belfry/react/inbox";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useAccount } from "../../session/use-account.js";
import { filteredApi } from "./filtered-api.js";
import { type HistoryFilter, matches } from "./history-filter.js";

/** A filtered list that follows the inbox: what comes, is read or is deleted anywhere shows at once. */
export interface History extends Omit<InboxView, "items"> {
  readonly items: readonly NotificationItem[];
  readonly markRead: (id: string) => Promise<ActionResult>;
  readonly remove: (id: string) => Promise<ActionResult>;
  readonly loadMore: () => Promise<ActionResult>;
  readonly refetch: () => Promise<ActionResult>;
}

/** The history behind a filter. `filter` must stay the same object until it changes. */
export function useHistory(filter: HistoryFilter): History {
  const { account } = useAccount();
  const store = useMemo(() => new InboxStore(account.client, filteredApi(account.api, filter)), [account, filter]);
  useEffect(() => {
    const stop = store.start();
    void store.load();
    return stop;
  }, [store]);
  const view = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return useMemo(() => {
    const { markRead, remove, loadMore, refetch } = store;
    return { ...view, items: view.items.filter((item) => matches(item, filter)), markRead, remove, loadMore, refetch };
  }, [store, view, filter]);
}
