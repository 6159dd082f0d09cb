import { type ReactNode, useState } from "react";
import type { ConnectionRow } from "./connections.js";
import { EndButton } from "./end-button.js";

const times = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? "unknown" : times.format(time);
}

const cell = "py-2 pe-4 text-start align-top";

/** One row a connection. It scrolls sideways where there is no room, and by keyboard too. */
export function ConnectionTable({
  rows,
  onEnd,
}: {
  readonly rows: readonly ConnectionRow[];
  readonly onEnd: (connectionId: string) => void;
}): ReactNode {
  const [asked, setAsked] = useState<string>();
  return (
    <div tabIndex={0} role="region" aria-label="Live connections, scrolls sideways" className="relative overflow-x-auto">
      <table aria-label="Live connections" className="w-full min-w-2xl border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong">
            {["User", "Dialect", "Address", "Since", "Last active", ""].map((heading) => (
              <th key={heading} scope="col" className={`${cell} font-semibold`}>
                {heading === "" ? <span className="sr-only">Action</span> : heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.connectionId} className="border-b border-line">
              <th scope="row" className={`${cell} max-w-72 font-medium wrap-anywhere`}>
                {row.userId}
                <span className="block text-xs font-normal whitespace-nowrap text-ink-soft">{row.connectionId}</span>
              </th>
              <td className={cell}>{row.dialect}</td>
              <td className={cell} title={row.userAgent}>
                {row.sourceIp}
              </td>
              <td className={`${cell} tabular-nums`}>{timeText(row.connectedAt)}</td>
              <td className={`${cell} tabular-nums`}>{timeText(row.lastActiveAt)}</td>
              <td className="py-2 text-end align-top">
                <EndButton
                  row={row}
                  isAsked={asked === row.connectionId}
                  onAsk={(isAsked) => setAsked(isAsked ? row.connectionId : undefined)}
                  onEnd={() => onEnd(row.connectionId)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
