import type { BrowserContext } from "@playwright/test";
import { type App, signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();
const handoverMs = 2_000;
const hangMs = 4_000;

/** Three tabs of a user; the first one to be there leads. */
async function threeTabs(context: BrowserContext, user: string): Promise<[App, App, App]> {
  const first = await signedIn(await context.newPage(), server, user);
  const second = await signedIn(await context.newPage(), server, user);
  return [first, second, await signedIn(await context.newPage(), server, user)];
}

/** Both tell each of the titles once, in list and badge. */
async function expectEachOnce(tabs: readonly App[], titles: readonly string[]): Promise<void> {
  for (const tab of tabs) {
    await tab.centre.open();
    await expect(tab.centre.entries).toHaveCount(titles.length);
    for (const title of titles) await expect(tab.centre.entry(title)).toHaveCount(1);
    await tab.centre.expectUnread(titles.length);
  }
}

test("when the leading tab is closed another one leads, and nothing is lost or doubled", async ({ context, user }) => {
  const [leader, ...others] = await threeTabs(context, user);
  await backend.publish(user, "Before");
  for (const tab of others) await tab.centre.expectUnread(1);
  await leader.page.close();
  await backend.publish(user, "Between");
  await expect.poll(() => backend.connections(user), { timeout: handoverMs, intervals: [50] }).toBe(1);
  for (const tab of others) await expect(tab.toast("Between")).toHaveCount(1, { timeout: handoverMs });
  await backend.publish(user, "After");
  for (const tab of others) await expect(tab.toast("After")).toHaveCount(1);
  await expectEachOnce(others, ["Before", "Between", "After"]);
  expect(await backend.connections(user)).toBe(1);
});

test("when the leading tab crashes another one leads, and nothing is lost or doubled", async ({ context, user }) => {
  const [leader, ...others] = await threeTabs(context, user);
  const session = await context.newCDPSession(leader.page);
  const crashed = leader.page.waitForEvent("crash");
  // A page that crashes answers nothing any more.
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await backend.publish(user, "Between");
  for (const tab of others) await expect(tab.toast("Between")).toHaveCount(1, { timeout: handoverMs });
  await expectEachOnce(others, ["Between"]);
  await expect.poll(() => backend.connections(user)).toBe(1);
});

test("a visible tab takes over from a leader that hangs", async ({ context, user }) => {
  const [leader, ...others] = await threeTabs(context, user);
  const hangs = leader.page.waitForEvent("console", (message) => message.text() === "hangs");
  const hung = leader.page.evaluate((ms) => {
    console.info("hangs");
    const end = performance.now() + ms;
    while (performance.now() < end);
  }, hangMs);
  await hangs;
  await backend.publish(user, "Meanwhile");
  for (const tab of others) await expect(tab.toast("Meanwhile")).toHaveCount(1, { timeout: handoverMs });
  await hung;
  await expect(leader.toast("Meanwhile")).toHaveCount(1);
  await expectEachOnce([leader, ...others], ["Meanwhile"]);
  await expect.poll(() => backend.connections(user)).toBe(1);
});
