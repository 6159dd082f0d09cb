import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { BroadcastPayload, JobPayload } from "../src/generated/protocol.js";
import type { FakeSocket } from "./support/fake-socket.js";
import { announcement, notification, nothingNew, reads } from "./support/payloads.js";
import { TabUnderTest } from "./support/tab.js";

const BROADCAST: BroadcastPayload = { type: "notification", data: {} };
const JOB: JobPayload = { event: "job_complete", job_id: "job_1", results: {}, timestamp: "2026-01-25T12:00:00.000Z" };

let user: TabUnderTest;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  user = new TabUnderTest();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("what comes is told, acknowledged, and moves the position", async () => {
  const socket = await user.connected();
  socket.says("notification", notification(43));
  socket.says("inbox", reads(44, 45));
  socket.says("notification", announcement(1));

  expect(user.heard).toEqual(["connected", "notification n43", "inbox 44,45", "notification a1"]);
  expect(socket.sentOf("notification:ack")).toEqual([{ notificationId: "n43" }, { notificationId: "a1" }]);
  expect(user.tab.cursor).toBe("1a2b3c4d.45.1");
});

test("a client that was told not to acknowledge does not", async () => {
  user = new TabUnderTest({ ack: false });
  const socket = await user.connected();
  socket.says("notification", notification(43));

  expect(socket.sentOf("notification:ack")).toEqual([]);
  expect(socket.url.search).toBe("");
});

test("it comes back with the position of the last change, and hears none twice", async () => {
  const first = await user.connected();
  first.says("notification", notification(43));
  first.ends();
  const second = await user.reopened();
  expect(second.url.searchParams.get("since")).toBe("1a2b3c4d.43.0");

  second.greets({ rev: 45, cursor: "1a2b3c4d.45.0" });
  for (const rev of [43, 44]) second.says("notification", notification(rev));
  second.says("inbox", reads(44, 45));

  expect(user.heard).toEqual(["connected", "notification n43", "connected", "notification n44", "inbox 45"]);
});

test("what is live waits until what was missed is in", async () => {
  const first = await user.connected();
  first.says("notification", notification(43));
  first.ends();
  const second = await user.reopened();
  second.greets({ rev: 45, cursor: "1a2b3c4d.45.0" });
  second.says("job", JOB);
  second.says("notification", notification(44));
  second.says("message", BROADCAST);
  expect(user.heard.slice(3)).toEqual(["notification n44"]);

  second.says("notification", notification(45));
  expect(user.heard.slice(4)).toEqual(["notification n45", "job job_complete", "message notification"]);
});

test("what is live waits no longer than a second for a catch-up that does not end", async () => {
  const first = await user.connected();
  first.says("notification", notification(43));
  first.ends();
  const second = await user.reopened();
  second.greets({ cursor: "1a2b3c4d.43.1" });
  second.says("message", BROADCAST);
  await vi.advanceTimersByTimeAsync(999);
  expect(user.heard.at(-1)).toBe("connected");

  await vi.advanceTimersByTimeAsync(1);
  expect(user.heard.at(-1)).toBe("message notification");
});

test("a repeat is told by its id, and acknowledged again", async () => {
  const socket = await user.connected();
  socket.says("notification", notification(7, { replayed: true, cursor: "1a2b3c4d.42.0" }));
  socket.says("notification", notification(7, { replayed: true, cursor: "1a2b3c4d.42.0" }));
  socket.says("notification", notification(43));
  socket.says("notification", notification(43, { replayed: true }));

  expect(user.heard).toEqual(["connected", "notification n7", "notification n43"]);
  expect(socket.sentOf("notification:ack")).toHaveLength(4);
});

/** The latest ping, which asks whether the replay is over. */
const fence = (socket: FakeSocket) => socket.sent.filter(({ type }) => type === "ping").at(-1)?.id;

test("the position of the greeting is resumed from as soon as it is known that nothing is replayed", async () => {
  const socket = await user.connected();
  socket.says("message", BROADCAST);
  expect(user.tab.cursor).toBeUndefined();
  expect(user.heard).toEqual(["connected"]);

  socket.says("pong", {}, fence(socket));
  expect(user.tab.cursor).toBe("1a2b3c4d.42.0");
  expect(user.heard).toEqual(["connected", "message notification"]);
});

test("a replay makes it ask again, when nothing more comes", async () => {
  const socket = await user.connected();
  socket.says("notification", notification(7, { replayed: true, cursor: "1a2b3c4d.42.0" }));
  socket.says("pong", {}, fence(socket));
  expect(user.tab.cursor).toBeUndefined();

  await vi.advanceTimersByTimeAsync(1_000);
  socket.says("pong", {}, fence(socket));
  expect(user.tab.cursor).toBe("1a2b3c4d.42.0");
});

test("coming back without a position, it says that changes were missed", async () => {
  (await user.connected()).ends();
  const second = await user.reopened();
  second.greets({ rev: 50, cursor: "1a2b3c4d.50.0" });

  expect(second.url.searchParams.has("since")).toBe(false);
  expect(user.heard).toEqual(["connected", "connected", "resync 50"]);
});

test("a position that cannot be resumed is given up for that of the server", async () => {
  user = new TabUnderTest({ since: "00000000.9.0" });
  const socket = await user.connected();
  socket.says("resync_required", { rev: 42 });
  socket.says("notification", notification(43));

  expect(user.heard).toEqual(["connected", "resync 42", "notification n43"]);
  expect(user.tab.cursor).toBe("1a2b3c4d.43.0");
});

test("a hole is asked for, and what was ahead of it is told in its turn", async () => {
  const socket = await user.connected();
  socket.says("notification", notification(43));
  socket.says("notification", notification(46));
  expect(socket.sentOf("sync")).toHaveLength(1);
  socket.says("inbox", reads(47));
  expect(socket.sentOf("sync")).toEqual([{ since: "1a2b3c4d.43.0" }]);

  socket.says("inbox", reads(44, 45));
  socket.says("notification", notification(46));
  expect(user.heard).toEqual(["connected", "notification n43", "inbox 44,45", "notification n46"]);
});

test("a reply without changes brings the counts, and moves nothing", async () => {
  const socket = await user.connected();
  socket.says("notification", notification(43));
  socket.says("inbox", nothingNew(43));

  expect(user.heard.at(-1)).toBe("inbox ");
  expect(user.tab.cursor).toBe("1a2b3c4d.43.0");
});

test("an erased inbox begins anew", async () => {
  const socket = await user.connected();
  socket.says("notification", notification(43));
  socket.ends(4503, { code: "ERASED" });
  const next = await user.opening();

  expect(next.url.searchParams.has("since")).toBe(false);
});

test("messages and changes of a later server are passed over", async () => {
  const socket = await user.connected();
  socket.onmessage?.({ data: '{"id":"x","type":"from_the_future","timestamp":0,"payload":{}}' });
  socket.onmessage?.({ data: "not JSON" });
  socket.says("notification", notification(43));

  expect(user.heard).toEqual(["connected", "notification n43"]);
});
