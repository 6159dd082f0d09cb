export interface BackoffLimits {
  /** The first wait is at most this long; each further one may be twice as long. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Full jitter: evenly spread from 0 to the limit, so that many publishers do not come back at the same time. */
export function backoffMs(attempt: number, limits: BackoffLimits, random: () => number = Math.random): number {
  return random() * Math.min(limits.maxMs, limits.baseMs * 2 ** (attempt - 1));
}

/** The wait that the server asked for is the least; what is drawn comes on top, for the same reason. */
export function retryDelayMs(
  attempt: number,
  retryAfterMs: number | undefined,
  limits: BackoffLimits,
  random: () => number = Math.random,
): number {
  return (retryAfterMs ?? 0) + backoffMs(attempt, limits, random);
}
