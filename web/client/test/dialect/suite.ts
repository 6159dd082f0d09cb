import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import type { Backend } from "./backend.js";
import { Device } from "./device.js";

/** What holds against any server of the dialect. */
export function dialectSuite(start: () => Promise<Backend>): void {
  let backend: Backend;
  let users = 0;
  let user: string;
  const devices: Device[] = [];

  beforeAll(async () => {
    backend = await start();
  }, 30_000);
  afterAll(() => backend.stop());
  beforeEach(() => {
    user = `user_${(users += 1)}`;
  });
  afterEach(() => {
    for (const device of devices.splice(0)) device.client.close();
  });

  function device(options = {}): Device {
    const made = new Device(backend, user, options);
    devices.push(made);
    return made;
  }

  test("a connection is greeted, and has an id and a state", async () => {
    const { client } = await device().connected();

    expect(client.state).toBe("connected");
    expect(client.connectionId).toMatch(/^conn_/);
  });

  test("notifications come in their order, on every device", async () => {
    const both = [await device().connected(), await device().connected()];
    for (const title of ["one", "two", "three"]) await backend.publish(user, title);

    for (const one of both) await one.until(() => expect(one.titles).toEqual(["one", "two", "three"]));
  });

  test("what was missed comes once, in order, when the connection is back", async () => {
    const one = await device().connected();
    await backend.publish(user, "before");
    await one.until(() => expect(one.titles).toEqual(["before"]));
    one.breakOff();
    for (const title of ["missed 1", "missed 2"]) await backend.publish(user, title);
    await one.until(() => expect(one.client.state).toBe("connected"));
    await backend.publish(user, "after");

    await one.until(() => expect(one.titles).toEqual(["before", "missed 1", "missed 2", "after"]));
    expect(one.heard).not.toContainEqual(expect.stringMatching(/^resync/));
  });

  test("what nobody has seen waits for the next device, and only for that", async () => {
    const id = await backend.publish(user, "waiting");
    const first = await device().connected();
    await first.until(() => expect(first.titles).toEqual(["waiting"]));
    await first.until(async () => expect(await backend.isDelivered(user, id)).toBe(true));
    first.client.close();

    const second = await device().connected();
    await backend.publish(user, "last");
    await second.until(() => expect(second.titles).toEqual(["last"]));
  });

  test("a read on one device is news for the other", async () => {
    const [one, other] = [await device().connected(), await device().connected()];
    const id = await backend.publish(user, "read me");
    await one.until(() => expect(one.titles).toEqual(["read me"]));
    one.client.read(id);

    for (const each of [one, other]) await each.until(() => expect(each.heard.at(-1)).toBe("inbox 2"));
  });

  test("what was read offline is told when the connection is back", async () => {
    const one = await device().connected();
    await backend.publish(user, "first");
    await backend.publish(user, "second");
    await one.until(() => expect(one.titles).toHaveLength(2));
    const { cursor } = one.client;
    one.client.close();
    one.client.readAll(cursor ?? "");
    one.client.connect();

    await one.until(() => expect(one.heard.at(-1)).toBe("inbox 3"));
  });

  test("channels are subscribed to and left, and a bad name is refused", async () => {
    const { client } = await device().connected();

    expect(await client.subscribe(["news", "board:7"])).toEqual(["board:7", "news"]);
    expect(await client.unsubscribe(["news"])).toEqual(["board:7"]);
    await expect(client.subscribe(["No Channel"])).rejects.toMatchObject({ code: "INVALID_CHANNEL" });
  });

  test("a broadcast reaches who is connected", async () => {
    const one = await device().connected();
    await backend.broadcast(user, { title: "Deploy finished", message: "Version 7" });

    await one.until(() => expect(one.heard).toContain("message notification"));
  });

  test("a position of another log is answered with resync", async () => {
    const one = await device({ since: "00000000.9.0" }).connected();
    await one.until(() => expect(one.heard).toContain("resync 0"));
    await backend.publish(user, "from here on");

    await one.until(() => expect(one.titles).toEqual(["from here on"]));
  });

  test("who is disconnected by the application stays away", async () => {
    const one = await device().connected();
    await backend.disconnect(user);

    await one.until(() => expect(one.client.state).toBe("disconnected"));
  });

  test("a server that shuts down is come back to, and nothing is lost", async () => {
    const one = await device().connected();
    await backend.publish(user, "before");
    await one.until(() => expect(one.titles).toEqual(["before"]));
    await backend.restart();
    await backend.publish(user, "after");

    await one.until(() => expect(one.titles).toEqual(["before", "after"]));
  }, 20_000);

  // Last, because it waits for whoever comes later.
  test("an announcement moves the position of everybody", async () => {
    const one = await device().connected();
    await backend.publish(user, "own");
    await one.until(() => expect(one.titles).toEqual(["own"]));
    const before = one.client.cursor;
    await backend.announce("to all");
    await one.until(() => expect(one.titles).toEqual(["own", "to all"]));

    const [epoch, rev, number] = before?.split(".") ?? [];
    expect(one.client.cursor).toBe(`${epoch}.${rev}.${Number(number) + 1}`);
  });
}
