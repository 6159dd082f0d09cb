import { Button } from "@belfry/react";
import { type ReactNode, useState } from "react";
import { explain } from "../../http/explain.js";
import { useNotificationTypes } from "../../http/use-notification-types.js";
import { useAccount } from "../../session/use-account.js";
import { Empty } from "../../ui/empty.js";
import { Note } from "../../ui/note.js";
import { PageBody } from "../../ui/page-body.js";
import { type HistoryFilter, noFilter } from "./history-filter.js";
import { HistoryFilters } from "./history-filters.js";
import { HistoryList } from "./history-list.js";
import { useHistory } from "./use-history.js";

/** All that was ever sent to the user and is kept, page by page (product 2.5, 5.4). */
export function HistoryPage(): ReactNode {
  const { account } = useAccount();
  const [filter, setFilter] = useState<HistoryFilter>(noFilter);
  const [round, setRound] = useState(0);
  const types = useNotificationTypes(account.server);
  const history = useHistory(filter);
  const { phase, items, error, hasMore, loadingMore, refetch } = history;
  const isFiltered = filter !== noFilter && (filter.unread || filter.type !== "" || filter.channel !== "");
  const clear = (): void => {
    setFilter(noFilter);
    // Also what was typed and is not in the filter yet.
    setRound(round + 1);
  };
  return (
    <PageBody title="History" lead="Every notification that is kept for you, the newest first.">
      <HistoryFilters key={round} filter={filter} onFilter={setFilter} types={types} />
      {error && (
        <Note tone="error" action={<Button onClick={() => void refetch()}>Try again</Button>}>
          The history could not be fetched. {explain(error)}
        </Note>
      )}
      {!error && phase !== "ready" && <p className="text-sm text-ink-soft">Loading the history…</p>}
      {phase === "ready" && items.length === 0 && !hasMore && (
        <Empty glyph="history" title={isFiltered ? "Nothing fits this filter" : "Nothing has come yet"}>
          {isFiltered ? (
            <Button onClick={clear}>Show everything</Button>
          ) : (
            <p>What services send you is kept here, also while you are away.</p>
          )}
        </Empty>
      )}
      {items.length > 0 && <h2 className="sr-only">Notifications</h2>}
      {items.length > 0 && <HistoryList key={JSON.stringify(filter)} history={history} />}
      <p role="status" className="text-sm text-ink-soft">
        {loadingMore ? "Fetching more…" : phase === "ready" && items.length > 0 && !hasMore ? "That is all." : ""}
      </p>
    </PageBody>
  );
}
