import type { ReactNode } from "react";
import { useAccount } from "../../session/use-account.js";
import { Note } from "../../ui/note.js";
import { Panel } from "../../ui/panel.js";
import { RateChart } from "./rate-chart.js";
import { useRates } from "./use-rates.js";

/** What the server does now. */
export function RatesPanel(): ReactNode {
  const { points, problem } = useRates(useAccount().account.server);
  return (
    <Panel title="Rates" hint="Looked at every two seconds, of this node.">
      {problem !== undefined && <Note tone="warning">{problem}</Note>}
      <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
        <RateChart label="Sockets open" values={points.map((point) => point.connections)} />
        <RateChart label="Messages delivered" unit="per second" values={points.map((point) => point.delivered)} />
        <RateChart label="Notifications published" unit="per second" values={points.map((point) => point.published)} />
        <RateChart label="Messages failed" unit="per second" values={points.map((point) => point.failed)} isBad />
      </div>
    </Panel>
  );
}
