import { describe, expect, test } from "vitest";
import { applyChanges, emptyInbox, type InboxList, reduceInbox, viewOf } from "../src/inbox/index.js";
import type { Change, NotificationItem } from "../src/wire-types.js";

const item = (rev: number, members: Partial<NotificationItem> = {}): NotificationItem => ({
  id: `n${rev}`,
  type: "new_like",
  title: `Title ${rev}`,
  createdAt: rev,
  rev,
  ...members,
});

const announcement: NotificationItem = { id: "a7", type: "system_announcement", title: "Old words", createdAt: 2.5, announcement: 7 };
const at = 99;

/** Three of the user's own, and an announcement between them; the oldest is read. */
const start = [item(3), announcement, item(2), item(1, { readAt: 1 })];

interface Row {
  readonly name: string;
  readonly change: Change;
  readonly ids: string;
  readonly unread: string;
}

const rows: readonly Row[] = [
  { name: "a new one goes to the top", change: { op: "new", rev: 4, at, notification: item(4) }, ids: "n4 n3 a7 n2 n1", unread: "n4 n3 a7 n2" },
  { name: "a new one that is known stays once", change: { op: "new", rev: 3, at, notification: item(3) }, ids: "n3 a7 n2 n1", unread: "n3 a7 n2" },
  { name: "a replacement takes the old one out", change: { op: "replace", rev: 4, at, notification: item(4), replaces: "n2" }, ids: "n4 n3 a7 n1", unread: "n4 n3 a7" },
  { name: "read on another device is read here", change: { op: "read", rev: 4, at, notificationId: "n3" }, ids: "n3 a7 n2 n1", unread: "a7 n2" },
  { name: "reading an unknown one changes nothing", change: { op: "read", rev: 4, at, notificationId: "n9" }, ids: "n3 a7 n2 n1", unread: "n3 a7 n2" },
  { name: "a deleted one goes", change: { op: "delete", rev: 4, at, notificationId: "n2" }, ids: "n3 a7 n1", unread: "n3 a7" },
  { name: "an expired one goes", change: { op: "expire", rev: 4, at, notificationId: "n1" }, ids: "n3 a7 n2", unread: "n3 a7 n2" },
  { name: "read all stops at its rev and leaves announcements", change: { op: "read_all", rev: 4, at, upTo: 2 }, ids: "n3 a7 n2 n1", unread: "n3 a7" },
  { name: "read all takes the announcements that it names", change: { op: "read_all", rev: 4, at, upTo: 3, upToAnnouncement: 7 }, ids: "n3 a7 n2 n1", unread: "" },
  { name: "seen changes no item", change: { op: "seen", rev: 4, at, upTo: 3 }, ids: "n3 a7 n2 n1", unread: "n3 a7 n2" },
  { name: "a recalled announcement goes", change: { op: "announcement_recall", announcement: 8, at, notificationId: "a7" }, ids: "n3 n2 n1", unread: "n3 n2" },
  { name: "an edit of an unknown announcement adds nothing", change: { op: "announcement_edit", announcement: 8, at, notification: { ...announcement, id: "a1" } }, ids: "n3 a7 n2 n1", unread: "n3 a7 n2" },
];

describe("applyChanges", () => {
  test.each(rows)("$name", ({ change, ids, unread }) => {
    const after = applyChanges({ items: start, hasMore: false }, [change]);
    expect(after.map(({ id }) => id).join(" ")).toBe(ids);
    expect(after.filter(({ readAt }) => readAt === undefined).map(({ id }) => id).join(" ")).toBe(unread);
    expect(applyChanges({ items: after, hasMore: false }, [change])).toBe(after);
  });

  test("an edited announcement has other words, its old number, and stays read", () => {
    const read = [{ ...announcement, readAt: 5 }];
    const notification = { ...announcement, title: "New words", announcement: 8 };
    const [after] = applyChanges({ items: read, hasMore: false }, [{ op: "announcement_edit", announcement: 8, at, notification }]);
    expect(after).toEqual({ ...announcement, title: "New words", readAt: 5 });
  });

  test("a repeat from a part of the list that is not loaded stays out of it", () => {
    const page = { items: [item(9), item(8)], hasMore: true };
    expect(applyChanges(page, [{ op: "new", rev: 2, at, notification: item(2) }])).toBe(page.items);
  });

  test("1,000 changes of a list of 10,000 take under half a second", () => {
    const items = Array.from({ length: 10_000 }, (_, index) => item(10_000 - index));
    const changes = Array.from({ length: 1000 }, (_, index): Change => ({ op: "read", rev: 0, at, notificationId: `n${index * 9 + 1}` }));
    const began = performance.now();
    const after = applyChanges({ items, hasMore: false }, changes);
    expect(performance.now() - began).toBeLessThan(500);
    expect(after.filter(({ readAt }) => readAt === at)).toHaveLength(1000);
    expect(after[0]).toBe(items[0]);
  });
});

describe("reduceInbox", () => {
  const page = { rev: 3, unread: 3, unseen: 3, cursor: "e.3.7", items: start };
  const loading = reduceInbox(emptyInbox, { type: "load_started", kind: "first" });
  const ready: InboxList = reduceInbox(loading, { type: "page_loaded", kind: "first", page });
  const inbox = (rev: number, unread: number, changes: readonly Change[]) =>
    ({ type: "inbox", event: { rev, unread, unseen: 0, cursor: `e.${rev}.7`, changes } }) as const;

  test("what changed while the page was fetched is in the list, and what the page has already is not done twice", () => {
    let list = reduceInbox(loading, inbox(3, 4, [{ op: "delete", rev: 3, at, notificationId: "n3" }]));
    list = reduceInbox(list, inbox(4, 2, [{ op: "read", rev: 4, at, notificationId: "n2" }]));
    list = reduceInbox(list, { type: "page_loaded", kind: "first", page });
    expect(list.items.map(({ id, readAt }) => [id, readAt])).toEqual([["n3", undefined], ["a7", undefined], ["n2", at], ["n1", 1]]);
    expect(list.unread).toBe(2);
  });

  test("counts that are older than ours are not taken over", () => {
    const list = reduceInbox(ready, inbox(5, 1, []));
    expect(reduceInbox(list, { type: "counted", state: { rev: 4, unread: 9, unseen: 9, cursor: "e.4.7" } }).unread).toBe(1);
  });

  test("counts of another epoch are always newer", () => {
    const state = { rev: 1, unread: 1, unseen: 1, cursor: "f.1.7" };
    expect(reduceInbox(ready, { type: "counted", state }).unread).toBe(1);
  });

  test("an announcement, which brings no counts, adds one once", () => {
    const event = { ...announcement, id: "a8", announcement: 8, createdAt: 50 };
    const once = reduceInbox(ready, { type: "notification", event });
    const twice = reduceInbox(once, { type: "notification", event });
    expect([once.unread, twice.unread]).toEqual([4, 4]);
    expect(twice.items.map(({ id }) => id)).toEqual(["a8", "n3", "a7", "n2", "n1"]);
  });

  test("what comes after read all was clicked stays unread while that is under way", () => {
    const action = { kind: "read_all", key: 1, queued: false, at, upTo: ready.position, unreadThen: 3 } as const;
    const pending = reduceInbox(ready, { type: "action_started", action });
    expect(viewOf(pending).unread).toBe(0);
    const event = { ...item(4), unread: 4, cursor: "e.4.7" };
    expect(viewOf(reduceInbox(pending, { type: "notification", event })).unread).toBe(1);
  });

  test("a queued read is done when the change comes back", () => {
    const action = { kind: "read", id: "n3", key: 1, queued: true, at } as const;
    const pending = reduceInbox(ready, { type: "action_started", action });
    const list = reduceInbox(pending, inbox(4, 2, [{ op: "read", rev: 4, at, notificationId: "n3" }]));
    expect(list.pending).toEqual([]);
    expect(viewOf(list).unread).toBe(2);
  });

  test("an action that failed leaves no trace", () => {
    const action = { kind: "remove", id: "n3", key: 1, queued: false, at } as const;
    const pending = reduceInbox(ready, { type: "action_started", action });
    expect(viewOf(pending).items).toHaveLength(3);
    expect(viewOf(pending).unread).toBe(2);
    expect(viewOf(reduceInbox(pending, { type: "action_failed", key: 1 }))).toEqual(viewOf(ready));
  });

  test("too many changes during one fetch make its answer void", () => {
    const many = Array.from({ length: 1001 }, (): Change => ({ op: "preferences", rev: 4, at }));
    const list = reduceInbox(loading, inbox(4, 2, many));
    expect(reduceInbox(list, { type: "page_loaded", kind: "first", page }).phase).toBe("loading");
  });
});
