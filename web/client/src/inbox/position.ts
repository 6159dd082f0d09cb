/** A place in the log of an inbox (docs/protocol.md, "Cursors and catching up"). */
export interface Position {
  /** One life of the log: positions of different ones cannot be compared. */
  readonly epoch: string;
  readonly rev: number;
  readonly announcement: number;
}

/** Undefined for what is no cursor. */
export function positionOf(cursor: string): Position | undefined {
  const [, epoch, rev, announcement] = /^([0-9a-f]{8})\.(\d+)\.(\d+)$/.exec(cursor) ?? [];
  if (epoch === undefined) return undefined;
  return { epoch, rev: Number(rev), announcement: Number(announcement) };
}

export function cursorOf({ epoch, rev, announcement }: Position): string {
  return `${epoch}.${rev}.${announcement}`;
}

/** Whether what comes after `since` is everything that `position` has not seen. */
export function covers(since: Position, position: Position): boolean {
  return since.epoch === position.epoch && since.rev <= position.rev && since.announcement <= position.announcement;
}

/** The position behind both, which what comes after it completes for both; the first when they cannot be compared. */
export function leastOf(a: Position, b: Position): Position {
  if (a.epoch !== b.epoch) return a;
  return {
    epoch: a.epoch,
    rev: Math.min(a.rev, b.rev),
    announcement: Math.min(a.announcement, b.announcement),
  };
}

/** The position before both. A position never falls; one in another life of the log takes its place. */
export function greatestOf(a: Position, b: Position): Position {
  if (a.epoch !== b.epoch) return b;
  return {
    epoch: a.epoch,
    rev: Math.max(a.rev, b.rev),
    announcement: Math.max(a.announcement, b.announcement),
  };
}
