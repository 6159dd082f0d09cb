import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { RequestError } from "../src/errors.js";
import type { FakeSocket } from "./support/fake-socket.js";
import { nothingNew } from "./support/payloads.js";
import { TabUnderTest } from "./support/tab.js";

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

const said = ({ sent }: FakeSocket) => sent.filter(({ type }) => type !== "ping");
const read = (id: string) => user.tab.commands.queue("notification:read", { notificationId: id });

test("subscribing answers all of the user's channels", async () => {
  const socket = await user.connected();
  const answer = user.tab.commands.request("subscribe", ["news"]);
  const [asked] = socket.sent.filter(({ type }) => type === "subscribe");
  socket.says("subscribed", { channels: ["board:7", "news"] }, asked?.id);

  await expect(answer).resolves.toEqual(["board:7", "news"]);
  expect(asked?.payload).toEqual({ channels: ["news"] });
});

test("a channel that is refused rejects with the server's code", async () => {
  const socket = await user.connected();
  const answer = user.tab.commands.request("subscribe", ["secret"]);
  const [asked] = socket.sent.filter(({ type }) => type === "subscribe");
  socket.says("error", { code: "FORBIDDEN_CHANNEL", message: "The channel may not be subscribed to" }, asked?.id);

  await expect(answer).rejects.toMatchObject({ name: "RequestError", code: "FORBIDDEN_CHANNEL" });
});

test("a request waits for the connection, and is said again on the next when the reply is lost", async () => {
  const answer = user.tab.commands.request("subscribe", ["news"]);
  (await user.connected()).ends();
  const second = await user.reopened();
  second.greets();
  const [asked] = second.sent.filter(({ type }) => type === "subscribe");
  second.says("subscribed", { channels: ["news"] }, asked?.id);

  await expect(answer).resolves.toEqual(["news"]);
});

test("a request that nobody answers rejects after 10 s", async () => {
  await user.connected();
  const answer = expect(user.tab.commands.request("unsubscribe", ["news"])).rejects.toMatchObject({ code: "TIMEOUT" });
  await vi.advanceTimersByTimeAsync(10_000);
  await answer;
});

test("closing rejects the requests that wait", async () => {
  const answer = user.tab.commands.request("subscribe", ["news"]);
  user.tab.close();

  await expect(answer).rejects.toBeInstanceOf(RequestError);
});

test("more than a hundred requests at a time are refused", async () => {
  const waiting = Array.from({ length: 100 }, () => user.tab.commands.request("subscribe", ["news"]));
  const settled = Promise.allSettled(waiting);

  await expect(user.tab.commands.request("subscribe", ["news"])).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  user.tab.close();
  await settled;
});

test("reads that were made offline are said on the next connection", async () => {
  read("n1");
  user.tab.commands.queue("notification:ack", { notificationId: "n2" });
  const socket = await user.connected();

  expect(said(socket).map(({ type, payload }) => [type, payload])).toEqual([
    ["notification:read", { notificationId: "n1" }],
    ["notification:ack", { notificationId: "n2" }],
  ]);
});

test("a read is said again until it was answered, an ack once", async () => {
  read("n1");
  read("n2");
  user.tab.commands.queue("notification:ack", { notificationId: "n3" });
  const first = await user.connected();
  first.says("inbox", nothingNew(42), said(first)[0]?.id);
  first.ends();
  const second = await user.reopened();
  second.greets();

  expect(said(second).map(({ payload }) => payload)).toEqual([{ notificationId: "n2" }]);
});

test("many at once leave at the pace that the server allows", async () => {
  const socket = await user.connected();
  for (let i = 0; i < 20; i += 1) read(`n${i}`);
  expect(socket.sentOf("notification:read")).toHaveLength(8);

  await vi.advanceTimersByTimeAsync(1_000);
  expect(socket.sentOf("notification:read").length).toBeLessThanOrEqual(17);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(socket.sentOf("notification:read")).toHaveLength(20);
});

test("what was refused for its rate is said again after the wait", async () => {
  const socket = await user.connected();
  read("n1");
  socket.says("error", { code: "RATE_LIMITED", message: "Too many requests", retryAfterMs: 700 });
  await vi.advanceTimersByTimeAsync(699);
  expect(socket.sentOf("notification:read")).toHaveLength(1);

  await vi.advanceTimersByTimeAsync(1);
  expect(socket.sentOf("notification:read")).toHaveLength(2);
});

test("a store that fails is asked again, five times at most", async () => {
  const socket = await user.connected();
  read("n1");
  for (let i = 0; i < 10; i += 1) {
    socket.says("error", { code: "STORE_UNAVAILABLE", message: "The store is unavailable" }, said(socket)[0]?.id);
    await vi.advanceTimersByTimeAsync(1_000);
  }

  expect(socket.sentOf("notification:read")).toHaveLength(6);
});

test("the queue keeps the latest five hundred", async () => {
  const warn = vi.fn();
  user = new TabUnderTest({ logger: { debug: vi.fn(), info: vi.fn(), warn, error: vi.fn() } });
  for (let i = 0; i <= 500; i += 1) read(`n${i}`);
  const socket = await user.connected();

  expect(socket.sentOf("notification:read")[0]).toEqual({ notificationId: "n1" });
  expect(warn).toHaveBeenCalledTimes(1);
});

test("a message that is too large for the server is the caller's error", async () => {
  const socket = await user.opening();
  socket.greets({ maxMessageBytes: 1_024 });

  expect(() => user.tab.send("custom", { text: "x".repeat(1_024) })).toThrow(RangeError);
  user.tab.send("custom", { text: "x" });
  expect(socket.sentOf("custom")).toEqual([{ text: "x" }]);
});
