import { signedIn } from "../support/app.ts";
import { type Announcement, announcements } from "../support/live-regions.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

function saying(said: readonly Announcement[], words: string): Announcement[] {
  return said.filter(({ text }) => text.includes(words));
}

test("a notification is said once, politely, with its kind, title and body", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Grace replied", { body: "On board 7" });
  await expect(app.toast("Grace replied")).toBeVisible();
  const said = saying(await announcements(page), "Grace replied");
  expect(said).toHaveLength(1);
  expect(said[0]?.live).toBe("polite");
  expect(said[0]?.text).toMatch(/Information.*Grace replied.*On board 7/);
});

test("an error is said once, at once", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Upload failed", { type: "upload_failed" });
  await expect(app.toast("Upload failed")).toBeVisible();
  const said = saying(await announcements(page), "Upload failed");
  expect(said).toHaveLength(1);
  expect(said[0]?.live).toBe("assertive");
});

test("the connection's loss and return are said once each", async ({ page, context, user }) => {
  const app = await signedIn(page, server, user);
  await context.setOffline(true);
  await server.kill();
  await expect(app.status).toHaveText("Reconnecting…");
  await server.start();
  await context.setOffline(false);
  await app.expectConnected();
  const said = await announcements(page);
  expect(saying(said, "Reconnecting…").map(({ live }) => live)).toEqual(["polite"]);
  expect(saying(said, "Connected").length).toBeLessThanOrEqual(2);
});

test("a burst is not read out one by one", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  const count = 30;
  for (let n = 0; n < count; n += 1) await backend.publish(user, `Burst ${n}`);
  await app.centre.expectUnread(count);
  const titles = saying(await announcements(page), "Burst ");
  expect(titles.length).toBeLessThan(count / 2);
});

test("a job says its quarters and its end, not its rows", async ({ page, user }) => {
  await signedIn(page, server, user);
  const job = await backend.beginJob(user, "spring.csv");
  await page.getByRole("link", { name: /running/i }).click();
  const bar = page.getByRole("progressbar", { name: "Progress of spring.csv" });
  await backend.report(job, { stage: "store" });
  for (let row = 1; row <= 20; row += 1) {
    await backend.report(job, { stage: "store", stageProgress: row * 5, currentRow: row, totalRows: 20 });
    await expect(bar).toHaveAttribute("aria-valuetext", new RegExp(`, ${row} of 20 rows`));
  }
  await backend.complete(job);
  await expect(page.getByRole("region", { name: "spring.csv" })).toContainText("Complete");
  const said = saying(await announcements(page), "spring.csv").filter(({ text }) => text.startsWith("spring.csv:"));
  expect(said.map(({ text }) => text)).toEqual([
    "spring.csv: 25 %",
    "spring.csv: 50 %",
    "spring.csv: 75 %",
    "spring.csv: 100 %",
    "spring.csv: Complete",
  ]);
});

test("a page that is idle says nothing", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await app.centre.open();
  await expect(app.centre.panel.getByText("No notifications.")).toBeVisible();
  const said = await announcements(page);
  expect(said.filter(({ text }) => !/Connect|Loading/.test(text))).toEqual([]);
});
