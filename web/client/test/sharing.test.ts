import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Browser, type BrowserTab } from "./support/browser.js";
import type { FakeSocket } from "./support/fake-socket.js";
import { notification } from "./support/payloads.js";
import { TabUnderTest } from "./support/tab.js";

interface Page {
  readonly page: BrowserTab;
  readonly user: TabUnderTest;
}

let browser: Browser;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_219_200_000 });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  browser = new Browser();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function open(visible = true): Promise<Page> {
  const page = browser.open();
  page.visible = visible;
  const user = new TabUnderTest({ user: "ada" }, page);
  user.tab.connect();
  await vi.advanceTimersByTimeAsync(100);
  return { page, user };
}

/** Tabs of which the first leads, all connected, the inbox at 43. */
async function connected(...visible: boolean[]): Promise<[Page, ...Page[]]> {
  const leader = await open(visible[0]);
  leader.user.socket.greets();
  leader.user.socket.says("notification", notification(43));
  const rest: Page[] = [];
  for (const sight of visible.slice(1)) rest.push(await open(sight));
  return [leader, ...rest];
}

/** The tab that has a socket which is not closed, and that socket. */
function leading(pages: readonly Page[]): { page: Page; socket: FakeSocket } {
  const found = pages.flatMap((page) => {
    const socket = page.user.sockets.made.at(-1);
    return socket === undefined || socket.closed || page.page.frozen ? [] : [{ page, socket }];
  });
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} tabs have a socket`);
  return one;
}

test("tabs share one socket, and every tab hears everything", async () => {
  const pages = await connected(true, true, false);
  leading(pages).socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);

  expect(pages.map(({ user }) => user.sockets.made.length)).toEqual([1, 0, 0]);
  expect(pages.map(({ user }) => user.heard.at(-1))).toEqual(Array(3).fill("notification n44"));
  expect(pages.map(({ user }) => user.tab.link.state)).toEqual(Array(3).fill("connected"));
});

test("what all tabs show is acknowledged once", async () => {
  const [leader, other] = await connected(true, true);
  leader.user.socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);

  expect(other?.user.heard).toContain("notification n44");
  expect(leader.user.socket.sentOf("notification:ack")).toEqual([{ notificationId: "n43" }, { notificationId: "n44" }]);
});

test("a tab that joins is told where the inbox stands, with the counts of now", async () => {
  const [leader] = await connected(true);
  const joined = vi.fn();
  const page = browser.open();
  const user = new TabUnderTest({ user: "ada" }, page);
  user.tab.emitter.on("connected", joined);
  user.tab.connect();
  await vi.advanceTimersByTimeAsync(0);

  expect(joined.mock.calls).toEqual([[expect.objectContaining({ rev: 43, unread: 43, cursor: "1a2b3c4d.43.0" })]]);
  leader.user.socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);
  expect(user.heard).toEqual(["connected", "notification n44"]);
});

test("what is said before a tab has joined is not for it", async () => {
  const [leader] = await connected(true);
  const user = new TabUnderTest({ user: "ada" }, browser.open());
  user.tab.connect();
  leader.user.socket.says("message", { type: "early", data: {} });
  await vi.advanceTimersByTimeAsync(0);

  expect(leader.user.heard).toContain("message early");
  expect(user.heard).toEqual(["connected"]);
});

test("what a following tab asks for goes over the leader's socket, and the answer comes back", async () => {
  const [leader, follower] = await connected(true, true);
  const answer = follower?.user.tab.commands.request("subscribe", ["news"]);
  await vi.advanceTimersByTimeAsync(0);
  const [asked] = leader.user.socket.sent.filter(({ type }) => type === "subscribe");
  leader.user.socket.says("subscribed", { channels: ["news"] }, asked?.id);

  await expect(answer).resolves.toEqual(["news"]);
});

test("a leader that dies is replaced within a second, without a lost or doubled message", async () => {
  const pages = await connected(false, true, true);
  const [first, ...rest] = pages;
  first.page.die();
  await vi.advanceTimersByTimeAsync(1_000);
  const { socket } = leading(rest);
  expect(socket.url.searchParams.get("since")).toBe("1a2b3c4d.43.0");

  socket.greets({ connectionId: "conn_2", rev: 44, cursor: "1a2b3c4d.44.0" });
  socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);
  for (const { user } of rest) {
    expect(user.heard).toEqual(["connected", "connected", "notification n44"]);
    const states = user.states.map((state) => state.split(" ")[0]);
    expect(states).toEqual(["connecting", "connected", "reconnecting", "connected"]);
  }
});

test("a new leader resumes from behind the tab that has seen least", async () => {
  const pages = await connected(true, true, true);
  const [first, second, third] = pages;
  third?.page.freeze();
  first.user.socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);
  // What the first has said to the third is lost with it: the third stands at 43, the second at 44.
  first.page.die();
  third?.page.lose();
  third?.page.thaw();
  await vi.advanceTimersByTimeAsync(1_000);
  const { socket } = leading([second, third].flatMap((page) => page ?? []));
  expect(socket.url.searchParams.get("since")).toBe("1a2b3c4d.43.0");

  socket.greets({ rev: 45, cursor: "1a2b3c4d.45.0" });
  for (const rev of [44, 45]) socket.says("notification", notification(rev));
  await vi.advanceTimersByTimeAsync(0);
  expect(second?.user.heard.slice(1)).toEqual(["notification n44", "connected", "notification n45"]);
  expect(third?.user.heard.slice(1)).toEqual(["connected", "notification n44", "notification n45"]);
});

test("a tab that stood still while another took over hears that it has missed something", async () => {
  const [first, second, third] = await connected(true, true, false);
  third?.page.freeze();
  first.user.socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);
  third?.page.lose();
  first.page.die();
  await vi.advanceTimersByTimeAsync(1_000);
  second?.user.socket.greets({ rev: 44, cursor: "1a2b3c4d.44.0" });
  await vi.advanceTimersByTimeAsync(0);
  third?.page.thaw();

  expect(second?.user.heard.slice(1)).toEqual(["notification n44", "connected"]);
  expect(third?.user.heard.slice(1)).toEqual(["connected", "resync 44"]);
});

test("a visible tab takes the lock from a leader that is silent for half a second", async () => {
  const pages = await connected(false, true);
  const [frozen, visible] = pages;
  frozen.page.freeze();
  await vi.advanceTimersByTimeAsync(400);
  expect(visible?.user.sockets.made).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(500);

  expect(leading(pages).page).toBe(visible);
});

test("a leader that nobody sees but that answers keeps the lock", async () => {
  const pages = await connected(false, true);
  await vi.advanceTimersByTimeAsync(10_000);

  expect(leading(pages).page).toBe(pages[0]);
});

test("a visible tab that slept itself does not blame its leader", async () => {
  const pages = await connected(false, true);
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(5_000);

  expect(leading(pages).page).toBe(pages[0]);
});

test("hidden tabs take nothing from a leader that stands still", async () => {
  const pages = await connected(false, false);
  pages[0].page.freeze();
  await vi.advanceTimersByTimeAsync(10_000);

  expect(pages[1]?.user.sockets.made).toHaveLength(0);
});

test("a leader that was replaced while it stood still steps down, and nobody hears it", async () => {
  const pages = await connected(false, true);
  const [old, visible] = pages;
  old.page.freeze();
  await vi.advanceTimersByTimeAsync(900);
  const { socket } = leading(pages);
  socket.greets({ cursor: "1a2b3c4d.43.0", rev: 43 });
  old.user.socket.says("message", { type: "stale", data: {} });
  old.page.thaw();
  await vi.advanceTimersByTimeAsync(1_000);
  socket.says("notification", notification(44));
  await vi.advanceTimersByTimeAsync(0);

  expect(old.user.sockets.made[0]?.closed).toBe(true);
  expect(visible?.user.heard).not.toContain("message stale");
  expect(old.user.heard.at(-1)).toBe("notification n44");
  expect(visible?.user.heard.at(-1)).toBe("notification n44");
});

test("closing the leading tab's client passes the connection on", async () => {
  const pages = await connected(true, true);
  const [leader, other] = pages;
  leader.user.tab.close();
  await vi.advanceTimersByTimeAsync(200);

  expect(leader.user.tab.link.state).toBe("disconnected");
  expect(leading(pages).page).toBe(other);
});

test("a read that was made while nobody led reaches the next leader", async () => {
  const pages = await connected(false, true, true);
  const [first, , third] = pages;
  first.page.die();
  third?.user.tab.commands.queue("notification:read", { notificationId: "n43" });
  await vi.advanceTimersByTimeAsync(1_000);
  const { socket } = leading(pages.slice(1));
  socket.greets({ rev: 43, cursor: "1a2b3c4d.43.0" });
  await vi.advanceTimersByTimeAsync(0);

  expect(socket.sentOf("notification:read")).toEqual([{ notificationId: "n43" }]);
});

test("a connection that is for good gone is gone for all tabs, until one asks again", async () => {
  const pages = await connected(true, true);
  pages[0].user.socket.ends(4502, { code: "REPLACED" });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(pages.map(({ user }) => user.states.at(-1))).toEqual(Array(2).fill("disconnected REPLACED"));

  pages[1]?.user.tab.connect();
  await vi.advanceTimersByTimeAsync(0);
  expect(pages[0].user.sockets.made).toHaveLength(2);
});

test("who was told to stay away does so under the next leader, too", async () => {
  const pages = await connected(true, true);
  pages[0].user.socket.ends(4503, { code: "DISCONNECTED" });
  await vi.advanceTimersByTimeAsync(0);
  pages[0].page.die();
  await vi.advanceTimersByTimeAsync(5_000);

  expect(pages[1]?.user.states.at(-1)).toBe("disconnected DISCONNECTED");
  expect(pages[1]?.user.sockets.made).toHaveLength(0);
});

test("a catch-up for all that breaks off begins again behind the tab that has seen least", async () => {
  const [first, second, third] = await connected(true, true, true);
  third?.page.freeze();
  first.user.socket.says("notification", notification(44));
  first.user.socket.says("notification", notification(45));
  await vi.advanceTimersByTimeAsync(0);
  first.page.die();
  third?.page.lose();
  third?.page.thaw();
  await vi.advanceTimersByTimeAsync(1_000);
  const broken = leading([second, third].flatMap((page) => page ?? [])).socket;
  broken.greets({ rev: 45, cursor: "1a2b3c4d.45.0" });
  broken.says("notification", notification(44));
  broken.ends();
  await vi.advanceTimersByTimeAsync(1_000);

  const { socket } = leading([second, third].flatMap((page) => page ?? []));
  expect(socket.url.searchParams.get("since")).toBe("1a2b3c4d.44.0");
});

test("nothing is left behind when all tabs have closed", async () => {
  for (const { user } of await connected(true, true)) user.tab.close();
  await vi.advanceTimersByTimeAsync(10_000);

  expect(vi.getTimerCount()).toBe(0);
});
