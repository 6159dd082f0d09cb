import { App } from "../support/app.ts";
import { cabledServerOfThisFile, expect, test } from "../support/test.ts";

const { server, backend, cable } = cabledServerOfThisFile();
const offlineMs = 5_000;
/** Being online again ends the wait at once. */
const returnMs = 10_000;

async function signedInOverCable(app: App, user: string): Promise<void> {
  await app.open();
  await app.signIn(user);
}

/** Each of the titles once in the list, and the badge says as many. */
async function expectExactly(app: App, titles: readonly string[]): Promise<void> {
  await app.centre.open();
  for (const title of titles) await expect(app.centre.entry(title)).toHaveCount(1);
  await expect(app.centre.entries).toHaveCount(titles.length);
  await app.centre.expectUnread(titles.length);
}

test("after five seconds without a network all that was missed is there, once", async ({ page, context, user }) => {
  test.setTimeout(30_000 + returnMs);
  const app = new App(page, cable);
  await signedInOverCable(app, user);
  await backend.publish(user, "Before");
  await app.centre.expectUnread(1);

  await context.setOffline(true);
  cable.cut();
  await expect(app.status).toHaveText("Reconnecting…");
  const since = Date.now();
  await backend.publish(user, "Missed one");
  await backend.publish(user, "Missed two");
  await expect.poll(() => Date.now() - since, { timeout: 2 * offlineMs }).toBeGreaterThan(offlineMs);
  await expect(app.status).toHaveText("Reconnecting…");

  cable.mend();
  await context.setOffline(false);
  await app.expectConnected(returnMs);
  await expectExactly(app, ["Before", "Missed one", "Missed two"]);
});

test("a socket that is cut comes back by itself, and what was missed is told once", async ({ page, user }) => {
  const app = new App(page, cable);
  await signedInOverCable(app, user);
  cable.cut();
  await expect(app.status).toHaveText("Reconnecting…");
  await backend.publish(user, "While it was cut");
  cable.mend();
  await app.expectConnected();
  await expect(app.toast("While it was cut")).toHaveCount(1);
  await expectExactly(app, ["While it was cut"]);
});

test("what is read without a connection is read once there is one", async ({ page, device, user }) => {
  const app = new App(page, cable);
  await signedInOverCable(app, user);
  await backend.publish(user, "Read me");
  await app.centre.open();
  await expect(app.centre.entry("Read me")).toBeVisible();
  cable.cut();
  await expect(app.status).toHaveText("Reconnecting…");
  await app.centre.markRead("Read me");
  await app.centre.expectUnread(0);
  cable.mend();
  await app.expectConnected();
  const other = new App(await (await device()).newPage(), server);
  await other.open();
  await other.signIn(user);
  await other.centre.expectUnread(0);
  await app.centre.expectUnread(0);
});
