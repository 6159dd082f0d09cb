import { NotificationEntry, useListKeys } from "@belfry/react";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useReported } from "../../ui/use-reported.js";
import type { History } from "./use-history.js";

/** A page more is fetched when fewer rows than this are left below. */
const aheadRows = 20;

/** The rows near the window, and no others: ten thousand scroll as ten do. Rows are as high as what they say. */
export function HistoryList({ history }: { readonly history: History }): ReactNode {
  const { items, hasMore, loadingMore, error, loadMore, markRead, remove } = history;
  const report = useReported();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const focused = useRef<number>(undefined);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => 92,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 8,
    scrollMargin: top,
    // A row that has the focus stays, however far away: without it the focus would be lost.
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      const kept = focused.current;
      return kept === undefined || kept >= items.length || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    setTop(list.current?.offsetTop ?? 0);
  }, []);

  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const isNearEnd = hasMore && !loadingMore && !error && last >= items.length - aheadRows;
  useEffect(() => {
    if (isNearEnd) void loadMore();
  }, [isNearEnd, loadMore]);

  const onRead = useCallback((id: string) => report(markRead(id)), [report, markRead]);
  const onDismiss = useCallback((id: string) => report(remove(id)), [report, remove]);
  const keys = useListKeys();
  return (
    <div
      ref={list}
      role="feed"
      aria-label="Notifications of the history"
      aria-busy={loadingMore}
      className="relative overflow-hidden rounded-lg border border-line bg-surface"
      style={{ height: rows.getTotalSize() }}
      onKeyDown={keys}
    >
      {shown.map(({ index, key, start }) => {
        const item = items[index];
        return (
          item && (
            <div
              key={key}
              data-index={index}
              ref={rows.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
              onFocus={() => (focused.current = index)}
              onBlur={() => (focused.current = undefined)}
            >
              <NotificationEntry
                item={item}
                position={index + 1}
                total={hasMore ? -1 : items.length}
                onRead={onRead}
                onDismiss={onDismiss}
              />
            </div>
          )
        );
      })}
    </div>
  );
}
