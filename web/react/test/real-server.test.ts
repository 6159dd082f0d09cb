// @vitest-environment node
import { BelfryApi } from "@belfry/client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Device } from "../../client/test/dialect/device.js";
import { BINARY, RealServer } from "../../client/test/dialect/real-server.js";
import { Session } from "../src/provider/session.js";

if (BINARY === undefined) console.warn("skipped: there is no build/release/belfry and no build/dev/belfry to test against");

const soon = { timeout: 5000 };

/** The unread count, and the titles with a dot behind the unread ones. */
function shown({ inbox }: Session): string {
  const { unread, items } = inbox.getSnapshot();
  return [unread, ...items.map((item) => item.title + (item.readAt === undefined ? "*" : ""))].join(" ");
}

describe.skipIf(BINARY === undefined)("two devices of a user, on the server", () => {
  let server: RealServer;
  let devices: readonly [Session, Session];
  let letGo: readonly (() => void)[];
  const both = (): string[] => devices.map(shown);

  beforeAll(async () => {
    server = await RealServer.start();
    const make = (): Session => {
      const api = new BelfryApi({ url: server.url, token: () => server.token("ada") });
      return new Session(new Device(server, "ada").client, api);
    };
    devices = [make(), make()];
    letGo = devices.map((device) => device.acquire());
    await vi.waitFor(() => expect(devices.map(({ status }) => status.getSnapshot())).toEqual(["connected", "connected"]), soon);
    for (const { inbox, preferences } of devices) {
      await inbox.load();
      await preferences.load();
    }
  });

  afterAll(async () => {
    for (const release of letGo) release();
    await server.stop();
  });

  test("show the same list and count, whichever of them reads and deletes", async () => {
    const [one, two] = devices;
    for (const title of ["a", "b", "c"]) await server.publish("ada", title);
    await expect.poll(both, soon).toEqual(["3 c* b* a*", "3 c* b* a*"]);
    const [newest, second] = one.inbox.getSnapshot().items.map(({ id }) => id);
    expect(await one.inbox.markRead(second ?? "")).toEqual({ ok: true });
    await expect.poll(both, soon).toEqual(["2 c* b a*", "2 c* b a*"]);
    expect(await two.inbox.remove(newest ?? "")).toEqual({ ok: true });
    await expect.poll(both, soon).toEqual(["1 b a*", "1 b a*"]);
    expect(await one.inbox.markAllRead()).toEqual({ ok: true });
    await expect.poll(both, soon).toEqual(["0 b a", "0 b a"]);
    await server.announce("all");
    await expect.poll(both, soon).toEqual(["1 all* b a", "1 all* b a"]);
  });

  test("show the same preferences; what the server refuses is taken back", async () => {
    const [one, two] = devices;
    expect(await one.preferences.update({ preferences: { new_like: { email: false } } })).toEqual({ ok: true });
    const onTwo = (): unknown => two.preferences.getSnapshot().preferences?.preferences;
    await expect.poll(onTwo, soon).toEqual({ new_like: { email: false } });
    expect(await two.preferences.update({ preferences: { maintenance_scheduled: { inApp: false } } })).toMatchObject({ ok: false });
    expect(onTwo()).toEqual({ new_like: { email: false } });
  });

  test("hear of a job, and cancel it for both", async () => {
    const [one, two] = devices;
    const id = await server.startJob("ada", "parts.csv");
    await one.jobs.follow(id);
    await two.jobs.follow(id);
    expect(await one.jobs.cancel(id)).toEqual({ ok: true });
    const statuses = (): unknown[] => devices.map(({ jobs }) => jobs.getSnapshot().jobs.get(id)?.status);
    await expect.poll(statuses, soon).toEqual(["cancelled", "cancelled"]);
  });
});
