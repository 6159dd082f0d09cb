/** The limit of the first wait; each further one may be twice as long. */
export const BACKOFF_BASE_MS = 1_000;
export const BACKOFF_MAX_MS = 30_000;

/**
 * Full jitter: evenly spread from 0 to 1, 2, 4, 8 .. 30 s, so that clients that lost their server together do not come
 * back together. `failures` counts from 1, `random` is from 0 to 1.
 */
export function backoffMs(failures: number, random: number): number {
  return random * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (failures - 1));
}
