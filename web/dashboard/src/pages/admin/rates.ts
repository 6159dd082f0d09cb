import { type Sample, sumOf } from "./metrics.js";

/** What the page draws: the connections now, and what was counted per second since the last look. */
export interface Rates {
  readonly connections: number;
  readonly delivered: number;
  readonly published: number;
  readonly failed: number;
}

/** The counters at one moment. */
export interface Counts {
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
  readonly connections: number;
  readonly delivered: number;
  readonly published: number;
  readonly failed: number;
}

/** Undefined for metrics of something that is no Belfry, or of a version that counts otherwise. */
export function countsOf(samples: readonly Sample[], at: number): Counts | undefined {
  const connections = sumOf(samples, "belfry_connections_active");
  const delivered = sumOf(samples, "belfry_messages_delivered_total");
  const published = sumOf(samples, "belfry_notifications_published_total");
  const failed = sumOf(samples, "belfry_messages_failed_total");
  if (connections === undefined || delivered === undefined || published === undefined || failed === undefined) return undefined;
  return { at, connections, delivered, published, failed };
}

/** Between two looks. A counter that fell was begun anew by a restart: it counts from zero. */
export function ratesOf(before: Counts, now: Counts): Rates {
  const seconds = (now.at - before.at) / 1000;
  const perSecond = (from: number, to: number): number => (seconds > 0 ? (to >= from ? to - from : to) / seconds : 0);
  return {
    connections: now.connections,
    delivered: perSecond(before.delivered, now.delivered),
    published: perSecond(before.published, now.published),
    failed: perSecond(before.failed, now.failed),
  };
}
