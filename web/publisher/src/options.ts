import type { Log } from "./log.js";

export interface PublisherOptions {
  /** Of the server's API, such as `https://belfry.example`; of its internal address when it has one. */
  readonly url: string | URL;
  /** Sent as a bearer token; its scopes decide what is allowed. Never logged. */
  readonly serviceKey: string;
  /** Of failed sends and outages. The console when not given. */
  readonly log?: Log;
  /** Of one attempt. 5,000. */
  readonly requestTimeoutMs?: number;
  /** How long `startJob` holds its caller at most. 5,000. */
  readonly startTimeoutMs?: number;
  /** How long any other call is repeated. 30,000. */
  readonly giveUpAfterMs?: number;
  /** Between two reports of progress of one job; the server shows its users no more than ten a second. 100. */
  readonly progressIntervalMs?: number;
  /** How many calls wait for the server at most, beside each job's latest progress and its end. 1,000. */
  readonly maxQueued?: number;
  /** How many jobs are open at the same time; further ones are detached. 1,000. */
  readonly maxJobs?: number;
  /** The first wait before a repeat is at most this long, and drawn at random; it doubles with each. 200. */
  readonly backoffBaseMs?: number;
  /** 10,000. */
  readonly backoffMaxMs?: number;
}

const DEFAULTS = {
  requestTimeoutMs: 5_000,
  startTimeoutMs: 5_000,
  giveUpAfterMs: 30_000,
  progressIntervalMs: 100,
  maxQueued: 1_000,
  maxJobs: 1_000,
  backoffBaseMs: 200,
  backoffMaxMs: 10_000,
};

export type Limits = Readonly<typeof DEFAULTS>;

/** Throws a `RangeError` for what is no number of milliseconds or places. */
export function limitsOf(options: PublisherOptions): Limits {
  const limits = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof Limits)[]) {
    const value = options[name] ?? DEFAULTS[name];
    // More would overflow a timer, which then fires at once.
    if (!(value >= 0 && value <= 2 ** 31 - 1)) throw new RangeError(`${name} must be from 0 to 2147483647`);
    limits[name] = value;
  }
  return limits;
}
