/** A position in an inbox log (protocol, cursors). */
export interface Position {
  readonly epoch: string;
  readonly rev: number;
  readonly announcement: number;
}

/** Undefined for what is no cursor. */
export function parseCursor(cursor: string): Position | undefined {
  const match = /^([^.]+)\.(\d+)\.(\d+)$/.exec(cursor);
  if (!match) return undefined;
  const [, epoch = "", rev, announcement] = match;
  return { epoch, rev: Number(rev), announcement: Number(announcement) };
}

/** The inverse of `parseCursor`. */
export function formatCursor(position: Position): string {
  return `${position.epoch}.${position.rev}.${position.announcement}`;
}

/** Whether what is known at `next` is as new as what is known at `current`, in both logs. Another epoch is newer. */
export function isAtOrAfter(next: Position, current: Position): boolean {
  if (next.epoch !== current.epoch) return true;
  return next.rev >= current.rev && next.announcement >= current.announcement;
}
