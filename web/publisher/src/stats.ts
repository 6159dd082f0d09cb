/** What became of the calls so far. Every call is counted once as sent, failed, replaced or ignored. */
export interface PublisherStats {
  /** Taken by the server. */
  readonly sent: number;
  /** Refused by the server, given up after the time they had, or without room in the queue. Each was logged. */
  readonly failed: number;
  /** Progress that a newer report of the same job made stale before it was sent. */
  readonly replaced: number;
  /** Made on a job that is detached, cancelled or over, or after the publisher was closed. */
  readonly ignored: number;
  /** Attempts after the first one. Not calls of their own. */
  readonly retried: number;
}

export type Counters = { -readonly [Name in keyof PublisherStats]: number };

export const newCounters = (): Counters => ({ sent: 0, failed: 0, replaced: 0, ignored: 0, retried: 0 });
