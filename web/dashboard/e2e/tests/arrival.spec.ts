import { signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

test("what a service publishes is a toast within two seconds, without a refresh", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Grace replied", { body: "On board 7" });
  await expect(app.toast("Grace replied")).toContainText("On board 7", { timeout: 2_000 });
  await app.centre.expectUnread(1);
});

test("what came while nobody was there is in the list, once", async ({ page, user }) => {
  await backend.publish(user, "Came early");
  const app = await signedIn(page, server, user);
  await app.centre.expectUnread(1);
  await app.centre.open();
  await expect(app.centre.entries).toHaveCount(1);
  await expect(app.centre.entry("Came early")).toBeVisible();
});

test("text stays text, whatever it says", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  const title = `<img src=x onerror="document.title='ran'"><b>bold</b>`;
  await backend.publish(user, title);
  await expect(app.toast(title)).toBeVisible();
  await app.centre.open();
  await expect(app.centre.entry(title)).toBeVisible();
  await expect(page).not.toHaveTitle("ran");
});

test("a broadcast is a toast and is kept nowhere", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await backend.broadcast(user, { title: "Deployed", message: "Version 7 is out", level: "success" });
  await expect(app.toast("Deployed")).toContainText("Version 7 is out");
  await app.centre.expectUnread(0);
});

test("a toast goes by itself, unless it is an error", async ({ page, user }) => {
  await page.clock.install();
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Grace likes it", { type: "new_like" });
  await backend.publish(user, "It broke", { type: "upload_failed" });
  await expect(app.toasts).toHaveCount(2);
  await page.clock.runFor(4_500);
  await expect(app.toasts).toHaveCount(2);
  await page.clock.runFor(1_500);
  await expect(app.toasts).toHaveCount(1);
  await page.clock.runFor(60_000);
  await expect(app.toast("It broke")).toBeVisible();
  await app.toast("It broke").getByRole("button", { name: "Dismiss notification" }).click();
  await expect(app.toasts).toHaveCount(0);
});
