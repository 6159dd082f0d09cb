import { ApiError } from "@belfry/client";
import { useEffect, useState } from "react";
import { callForText } from "../../http/call.js";
import { explain } from "../../http/explain.js";
import { parseMetrics } from "./metrics.js";
import { type Counts, countsOf, type Rates, ratesOf } from "./rates.js";

/** The last looks at the metrics. */
export interface RatesView {
  /** The oldest first. */
  readonly points: readonly Rates[];
  /** Why the last look failed. */
  readonly problem: string | undefined;
}

const everyMs = 2000;

/** Two minutes. */
const keptPoints = 60;

const elsewhere =
  "The metrics are not served at this address: the server has an internal listener (server.internal_listen), where Prometheus reads them.";

/** Looks every two seconds while the page is visible. A look that takes longer delays the next. */
export function useRates(server: string): RatesView {
  const [view, setView] = useState<RatesView>({ points: [], problem: undefined });
  useEffect(() => {
    let last: Counts | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    const look = async (): Promise<void> => {
      try {
        const text = await callForText({ method: "GET", url: `${server}/metrics`, timeoutMs: 5000 });
        const now = countsOf(parseMetrics(text), performance.now());
        if (isOver) return;
        if (!now) {
          setView(({ points }) => ({ points, problem: "The metrics are not those of a Belfry that this page knows." }));
          return;
        }
        const rates = last && ratesOf(last, now);
        last = now;
        setView(({ points }) => ({ points: rates ? [...points, rates].slice(-keptPoints) : points, problem: undefined }));
      } catch (reason) {
        if (isOver) return;
        const isElsewhere = reason instanceof ApiError && reason.status === 404;
        setView(({ points }) => ({ points, problem: isElsewhere ? elsewhere : explain(reason) }));
      }
    };
    const go = async (): Promise<void> => {
      if (document.visibilityState === "visible") await look();
      if (!isOver) timer = setTimeout(() => void go(), everyMs);
    };
    void go();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [server]);
  return view;
}
