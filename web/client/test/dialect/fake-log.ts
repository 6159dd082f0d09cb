import type { Change, Notification } from "../../src/generated/bodies.js";

export const EPOCH = "0badcafe";

/** A change without its place, which the log gives it. */
type OwnChange = Extract<Change, { rev: number }>;

/** One user's inbox, as the fake server keeps it. */
export class FakeLog {
  readonly changes: OwnChange[] = [];
  readonly items = new Map<string, { readonly notification: Notification; read: boolean; delivered: boolean }>();
  channels: string[] = [];

  get rev(): number {
    return this.changes.length;
  }

  get unread(): number {
    return [...this.items.values()].filter(({ read }) => !read).length;
  }

  add(id: string, title: string): Extract<OwnChange, { op: "new" }> {
    const rev = this.rev + 1;
    const notification = { id, type: "new_comment", title, createdAt: Date.now(), rev };
    this.items.set(id, { notification, read: false, delivered: false });
    const change = { rev, at: Date.now(), op: "new" as const, notification };
    this.changes.push(change);
    return change;
  }

  /** Undefined when nothing changed. */
  read(id: string): OwnChange | undefined {
    const item = this.items.get(id);
    if (item === undefined || item.read) return undefined;
    item.read = true;
    return this.#push({ rev: this.rev + 1, at: Date.now(), op: "read", notificationId: id });
  }

  readUpTo(rev: number): OwnChange | undefined {
    const unread = [...this.items.values()].filter(({ read, notification }) => !read && notification.rev <= rev);
    if (unread.length === 0) return undefined;
    for (const item of unread) item.read = true;
    return this.#push({ rev: this.rev + 1, at: Date.now(), op: "read_all", upTo: rev });
  }

  delivered(id: string): void {
    const item = this.items.get(id);
    if (item !== undefined) item.delivered = true;
  }

  #push(change: OwnChange): OwnChange {
    this.changes.push(change);
    return change;
  }
}
