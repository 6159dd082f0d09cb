import { beforeEach, describe, expect, test } from "vitest";
import { InboxStore } from "../src/inbox/index.js";
import type { FakeClient } from "./fake-client.js";
import type { FakeServer } from "./fake-server.js";
import { connectedPair } from "./harness.js";

let client: FakeClient;
let server: FakeServer;
let store: InboxStore;

const ids = (): string => store.getSnapshot().items.map(({ id }) => id).join(" ");
const unreadIds = (): string[] => store.getSnapshot().items.filter(({ readAt }) => readAt === undefined).map(({ id }) => id);

beforeEach(async () => {
  ({ client, server } = connectedPair());
  store = new InboxStore(client, server, () => 7);
  store.start();
  server.greet();
  for (let n = 0; n < 3; ++n) server.publish();
  await store.load();
});

describe("an action", () => {
  test("shows at once and is done when the server says so", async () => {
    const answer = server.hold("read");
    const reading = store.markRead("n2");
    expect(unreadIds()).toEqual(["n3", "n1"]);
    expect(store.getSnapshot().unread).toBe(2);
    answer();
    expect(await reading).toEqual({ ok: true });
    expect(store.getSnapshot().unread).toBe(2);
  });

  test.each([
    ["read", () => store.markRead("n2")],
    ["readAll", () => store.markAllRead()],
    ["remove", () => store.remove("n2")],
  ] as const)("%s that is refused is taken back, and says why", async (method, act) => {
    const before = store.getSnapshot();
    server.refuse(method, "no");
    const acting = act();
    expect(store.getSnapshot()).not.toEqual(before);
    expect(await acting).toEqual({ ok: false, error: new Error("no") });
    expect(store.getSnapshot()).toEqual(before);
  });

  test("that is taken back keeps what came meanwhile", async () => {
    server.refuse("remove", "no");
    const answer = server.hold("remove");
    const removing = store.remove("n3");
    server.publish();
    expect(ids()).toBe("n4 n2 n1");
    answer();
    await removing;
    expect(ids()).toBe("n4 n3 n2 n1");
    expect(store.getSnapshot().unread).toBe(4);
  });

  test("read all leaves unread what comes after the click", async () => {
    const reading = store.markAllRead();
    server.publish();
    await reading;
    expect(unreadIds()).toEqual(["n5"]);
    expect(store.getSnapshot().unread).toBe(1);
  });

  test("without a connection is kept by the client and shows as done", async () => {
    client.become("reconnecting");
    await store.markRead("n2");
    expect(client.queued).toEqual(["n2"]);
    expect(unreadIds()).toEqual(["n3", "n1"]);
    server.greet();
    await server.read("n2");
    expect(store.getSnapshot().unread).toBe(2);
  });

  test("beyond the bound fails without a trace", async () => {
    server.hold("read");
    for (let n = 0; n < 500; ++n) void store.markRead("n1");
    expect(await store.markRead("n2")).toMatchObject({ ok: false });
    expect(unreadIds()).toContain("n2");
  });
});

describe("the list", () => {
  test("follows what another device reads and deletes", async () => {
    await server.read("n1");
    await server.remove("n2");
    expect(ids()).toBe("n3 n1");
    expect(store.getSnapshot().unread).toBe(1);
  });

  test("is fetched again when the position cannot be resumed, and takes the new counts", async () => {
    server.epoch = "5e6f7a8b";
    server.items = server.items.slice(0, 1);
    client.emit("resync", { rev: 3 });
    await expect.poll(ids).toBe("n3");
    expect(store.getSnapshot().unread).toBe(1);
  });

  test("is fetched again after a failed fetch once there is a connection", async () => {
    const other = new InboxStore(client, server);
    other.start();
    server.refuse("notifications", "no");
    await other.load();
    expect(other.getSnapshot()).toMatchObject({ phase: "failed", error: new Error("no") });
    server.greet();
    await expect.poll(() => other.getSnapshot().phase).toBe("ready");
  });

  test("goes on page by page, each entry once", async () => {
    for (let n = 0; n < 60; ++n) server.publish();
    await store.refetch();
    expect(store.getSnapshot()).toMatchObject({ hasMore: true });
    const loading = store.loadMore();
    server.publish();
    await loading;
    expect(store.getSnapshot().hasMore).toBe(false);
    expect(ids()).toBe(server.items.map(({ id }) => id).join(" "));
  });

  test("has what was pushed while its first page was under way", async () => {
    const other = new InboxStore(client, server);
    other.start();
    const answer = server.hold("notifications");
    const loading = other.load();
    await Promise.resolve();
    server.publish();
    await server.remove("n1");
    answer();
    await loading;
    expect(other.getSnapshot().items.map(({ id }) => id)).toEqual(["n4", "n3", "n2"]);
    expect(other.getSnapshot().unread).toBe(3);
  });

  test("keeps entries that did not change the same objects", async () => {
    const before = store.getSnapshot().items;
    await server.read("n1");
    expect(store.getSnapshot().items[0]).toBe(before[0]);
    expect(store.getSnapshot().items[2]).not.toBe(before[2]);
  });
});
