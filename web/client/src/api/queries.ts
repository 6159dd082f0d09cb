/** Which part of the inbox. */
export interface NotificationsQuery {
  /** 1 to 200; 50. */
  readonly limit?: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string;
  /** true: only what is unread. */
  readonly unread?: boolean;
  readonly type?: string;
  readonly channel?: string;
}

/** Which of the user's jobs. */
export interface JobsQuery {
  /** 1 to 200; 50. */
  readonly limit?: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string;
  /** true: only those that are queued or running. */
  readonly unfinished?: boolean;
}

/** A query string with its question mark, "" when nothing is asked for. */
export function queryOf(query: object): string {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  return asked.length === 0 ? "" : `?${new URLSearchParams(Object.fromEntries(asked))}`;
}
