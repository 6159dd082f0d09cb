import { builtInTypes } from "@belfry/react";
import { type ReactNode, useEffect, useState } from "react";
import { channelProblem } from "../../channels/channel-problem.js";
import { Field } from "../../ui/field.js";
import type { HistoryFilter } from "./history-filter.js";

/** Properties of `HistoryFilters`. */
export interface HistoryFiltersProps {
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
  /** All types of the server. */
  readonly types: readonly string[];
}

/** A name is complete when nothing was typed for so long. */
const typingMs = 300;

/** The controls above the list. Each change is asked for at once; the channel when one stops typing. */
export function HistoryFilters({ filter, onFilter, types }: HistoryFiltersProps): ReactNode {
  const [channel, setChannel] = useState(filter.channel);
  const problem = channelProblem(channel);
  useEffect(() => {
    if (channel === filter.channel || problem !== undefined) return;
    const timer = setTimeout(() => onFilter({ ...filter, channel }), typingMs);
    return () => clearTimeout(timer);
  }, [channel, problem, filter, onFilter]);
  return (
    <form
      aria-label="Filter"
      role="search"
      className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_auto]"
      onSubmit={(event) => event.preventDefault()}
    >
      <Field label="Type">
        {(control) => (
          <select {...control} value={filter.type} onChange={(event) => onFilter({ ...filter, type: event.target.value })}>
            <option value="">All types</option>
            {types.map((type) => (
              <option key={type} value={type}>
                {builtInTypes.find((row) => row.type === type)?.label ?? type}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Channel" problem={problem}>
        {(control) => (
          <input
            {...control}
            placeholder="All channels"
            autoCapitalize="none"
            spellCheck={false}
            value={channel}
            onChange={(event) => setChannel(event.target.value)}
          />
        )}
      </Field>
      <label className="flex min-h-10 items-center gap-3 text-sm sm:mt-6">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={filter.unread}
          onChange={(event) => onFilter({ ...filter, unread: event.target.checked })}
        />
        Unread only
      </label>
    </form>
  );
}
