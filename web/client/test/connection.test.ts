import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { SignedOut } from "../src/errors.js";
import { TabUnderTest } from "./support/tab.js";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("the credential goes as a subprotocol, and the position in the query", async () => {
  const socket = await new TabUnderTest({ since: "1a2b3c4d.7.1" }).opening();

  expect(socket.url.href).toBe("ws://belfry.test/base/ws?ack=1&since=1a2b3c4d.7.1");
  expect(socket.protocols).toEqual(["belfry.notifications.v1", "bearer.t.o.ken"]);
});

test("every attempt asks for a token again", async () => {
  const token = vi.fn<() => Promise<string>>().mockResolvedValueOnce("first").mockResolvedValueOnce("second");
  const user = new TabUnderTest({ token });
  (await user.connected()).ends(4000, { code: "TOKEN_EXPIRED" });

  const socket = await user.reopened();

  expect(socket.protocols[1]).toBe("bearer.second");
  expect(user.states).toEqual([
    "connecting connect",
    "connected connected",
    "reconnecting TOKEN_EXPIRED",
  ]);
});

test("who is signed out is not asked again", async () => {
  const token = vi.fn(() => Promise.reject(new SignedOut()));
  const user = new TabUnderTest({ token });
  user.tab.connect();
  await vi.advanceTimersByTimeAsync(120_000);

  expect(token).toHaveBeenCalledTimes(1);
  expect(user.states).toEqual(["connecting connect", "disconnected signed out"]);
});

test("a token that fails, or that never comes, is asked for again", async () => {
  const token = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error("offline"))
    .mockReturnValueOnce(new Promise(() => {}))
    .mockResolvedValueOnce("third");
  const user = new TabUnderTest({ token });
  user.tab.connect();
  await vi.advanceTimersByTimeAsync(500 + 30_000 + 1_000);

  expect(user.socket.protocols[1]).toBe("bearer.third");
});

test("a token that comes after close opens nothing", async () => {
  let answer: (token: string) => void = () => {};
  const user = new TabUnderTest({ token: () => new Promise((resolve) => (answer = resolve)) });
  user.tab.connect();
  user.tab.close();
  answer("late");
  await vi.advanceTimersByTimeAsync(60_000);

  expect(user.sockets.made).toHaveLength(0);
});

test("a handshake that is not greeted within 15 s is given up", async () => {
  const user = new TabUnderTest();
  const first = await user.opening();
  await vi.advanceTimersByTimeAsync(15_000 + 500);

  expect(first.closed).toBe(true);
  expect(user.sockets.made).toHaveLength(2);
});

test("the server's advice says when to come back", async () => {
  const user = new TabUnderTest();
  const socket = await user.connected();
  socket.says("reconnect", { retryAfterMs: 7_000, reason: "SERVER_SHUTDOWN" });
  socket.ends(1001);

  await vi.advanceTimersByTimeAsync(6_999);
  expect(user.sockets.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(user.sockets.made).toHaveLength(2);
});

test("the advice in the reason of a close counts, too", async () => {
  const user = new TabUnderTest();
  (await user.connected()).ends(4005, { code: "RESUME_FAILED", retryAfterMs: 3_000 });

  await vi.advanceTimersByTimeAsync(2_999);
  expect(user.sockets.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(user.sockets.made).toHaveLength(2);
});

test("after a close to stay away it stays away, until it is told to connect", async () => {
  const user = new TabUnderTest();
  (await user.connected()).ends(4502, { code: "REPLACED" });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(user.sockets.made).toHaveLength(1);
  expect(user.states.at(-1)).toBe("disconnected REPLACED");

  await user.opening();
  expect(user.sockets.made).toHaveLength(2);
});

test("it pings in the server's rhythm, and reconnects when no answer comes", async () => {
  const user = new TabUnderTest();
  const socket = await user.opening();
  socket.greets({ heartbeatSeconds: 20 });
  await vi.advanceTimersByTimeAsync(20_000);
  const beats = socket.sentOf("ping").length;
  socket.says("pong", {});
  await vi.advanceTimersByTimeAsync(20_000 + 4_999);
  expect(user.tab.link.state).toBe("connected");

  await vi.advanceTimersByTimeAsync(1);
  expect(socket.sentOf("ping").length).toBe(beats + 1);
  expect(socket.closed).toBe(true);
  expect(user.states.at(-1)).toBe("reconnecting no answer");
});

test("waking up asks a connection whether it is there, and replaces one that is not", async () => {
  const user = new TabUnderTest();
  const socket = await user.connected();
  const before = socket.sentOf("ping").length;
  user.wakeUp();
  expect(socket.sentOf("ping").length).toBe(before + 1);

  await vi.advanceTimersByTimeAsync(5_000 + 500);
  expect(user.sockets.made).toHaveLength(2);
});

test("after a sleep between ping and answer it asks again", async () => {
  const user = new TabUnderTest();
  const socket = await user.connected();
  socket.says("pong", {}, socket.sent[0]?.id);
  user.wakeUp();
  const asked = socket.sentOf("ping").length;
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(5_000);

  expect(user.tab.link.state).toBe("connected");
  expect(socket.sentOf("ping").length).toBe(asked + 1);
});

test("waking up ends a long wait", async () => {
  const user = new TabUnderTest();
  await user.opening();
  for (let failures = 1; failures <= 6; failures += 1) {
    user.socket.ends();
    if (failures < 6) await vi.advanceTimersByTimeAsync(15_000);
  }
  const made = user.sockets.made.length;
  await vi.advanceTimersByTimeAsync(12_000);
  expect(user.sockets.made).toHaveLength(made);

  user.wakeUp();
  await vi.advanceTimersByTimeAsync(0);
  expect(user.sockets.made).toHaveLength(made + 1);
});

test("attempts without a network do not hold up the return", async () => {
  const user = new TabUnderTest();
  await user.opening();
  vi.stubGlobal("navigator", { onLine: false });
  for (let failures = 1; failures <= 6; failures += 1) {
    user.socket.ends();
    if (failures < 6) await vi.advanceTimersByTimeAsync(15_000);
  }
  const made = user.sockets.made.length;
  vi.stubGlobal("navigator", { onLine: true });
  user.wakeUp();
  await vi.advanceTimersByTimeAsync(0);
  vi.unstubAllGlobals();

  expect(user.sockets.made).toHaveLength(made + 1);
});

test("nothing is left behind by close", async () => {
  const user = new TabUnderTest();
  const socket = await user.connected();
  user.tab.close();

  expect(socket.closed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("a listener may close while it hears that the connection is lost", async () => {
  const user = new TabUnderTest();
  const socket = await user.connected();
  user.tab.emitter.on("state", ({ to }) => to === "reconnecting" && user.tab.close());
  socket.ends();

  expect(user.tab.link.state).toBe("disconnected");
  expect(vi.getTimerCount()).toBe(0);
});

test("every change of the state is told with its reason and time", async () => {
  vi.setSystemTime(1_795_219_200_000);
  const onStateChange = vi.fn();
  await new TabUnderTest({ onStateChange }).connected();

  expect(onStateChange.mock.calls).toEqual([
    ["disconnected", "connecting", "connect", 1_795_219_200_000],
    ["connecting", "connected", "connected", 1_795_219_200_000],
  ]);
});

test("no token reaches the log, not even one that a socket cannot take", async () => {
  const entries: string[] = [];
  const write = (message: string, fields?: object) => void entries.push(message + JSON.stringify(fields));
  class Picky {
    constructor(_: string, protocols: string[]) {
      throw new SyntaxError(`The subprotocol '${protocols.join()}' is invalid`);
    }
  }
  const user = new TabUnderTest({
    token: () => Promise.resolve("secret token"),
    logger: { debug: write, info: write, warn: write, error: write },
    WebSocket: Picky as never,
  });
  user.tab.connect();
  await vi.advanceTimersByTimeAsync(10_000);

  expect(entries.join("\n")).toContain("token: malformed");
  expect(entries.join("\n")).not.toContain("secret");
});

test("a listener that throws keeps nobody else from hearing", async () => {
  const error = vi.fn();
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error };
  const user = new TabUnderTest({ logger });
  const heard = vi.fn();
  user.tab.emitter.on("connected", () => {
    throw new Error("of the application");
  });
  user.tab.emitter.on("connected", heard);
  await user.connected();

  expect(heard).toHaveBeenCalledTimes(1);
  expect(error).toHaveBeenCalledTimes(1);
});
