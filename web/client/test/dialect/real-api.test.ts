import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { BelfryApi } from "../../src/api/belfry-api.js";
import { Device } from "./device.js";
import { BINARY, RealServer } from "./real-server.js";

describe.skipIf(BINARY === undefined)("with the server's HTTP routes", () => {
  let server: RealServer;
  const devices: Device[] = [];
  beforeAll(async () => {
    server = await RealServer.start();
  }, 30_000);
  afterAll(() => server.stop());
  afterEach(() => {
    for (const { client } of devices.splice(0)) client.close();
  });

  const apiOf = (user: string) => new BelfryApi({ url: server.url, token: () => server.token(user) });
  function deviceOf(user: string, options = {}): Device {
    const device = new Device(server, user, options);
    devices.push(device);
    return device;
  }

  test("a page's cursor is one to connect with", async () => {
    const api = apiOf("ada");
    const id = await server.publish("ada", "listed");
    const page = await api.notifications();
    expect(page).toMatchObject({ unread: 1, items: [{ id, title: "listed" }] });

    const one = await deviceOf("ada", { since: page.cursor }).connected();
    await api.read(id);
    await one.until(() => expect(one.heard).toEqual(["connected", "inbox 2"]));
    expect(one.titles).toEqual([]);
  });

  test("a connection token opens a connection, and each attempt has its own", async () => {
    const api = apiOf("grace");
    const one = await deviceOf("grace", { token: async () => (await api.connectionToken()).token }).connected();
    one.breakOff();

    await one.until(() => expect(one.heard.filter((what) => what === "connected")).toHaveLength(2));
  });

  test("news of a job comes over the socket, and a cancel stops it", async () => {
    const api = apiOf("joan");
    const one = await deviceOf("joan").connected();
    const jobId = await server.startJob("joan", "parts.csv");
    expect((await api.jobs({ unfinished: true })).items).toMatchObject([{ jobId, status: "queued" }]);
    expect(await api.cancelJob(jobId)).toMatchObject({ jobId, status: "cancelled" });

    await one.until(() => expect(one.heard).toContain("job job_cancelled"));
    expect(await api.job(jobId)).toMatchObject({ status: "cancelled" });
  });

  test("preferences are patched, channels kept, and what is wrong is told with its place", async () => {
    const api = apiOf("edsger");
    const patch = { preferences: { new_like: { push: false } } };
    expect(await api.patchPreferences(patch)).toMatchObject({ inAppEnabled: true, ...patch });
    expect(await api.addChannel("news")).toEqual(["news"]);
    expect(await api.removeChannel("news")).toEqual([]);

    await expect(api.seen("nowhere")).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/upTo" }] });
    await expect(api.job("job_20260101_none")).rejects.toMatchObject({ status: 404, code: "JOB_NOT_FOUND" });
  });
});
