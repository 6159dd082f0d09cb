import type { Locator, Page } from "@playwright/test";
import { signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

function switchOf(page: Page, name: string): Locator {
  return page.getByRole("switch", { name, exact: true });
}

async function openPreferences(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Preferences" }).click();
  await expect(switchOf(page, "All notifications – In app")).toBeVisible();
}

test("a type that is switched off stays away, and comes again when it is on", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await openPreferences(page);
  const likes = switchOf(page, "Likes – In app");
  await likes.click();
  await expect(likes).not.toBeChecked();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await page.reload();
  await expect(likes).not.toBeChecked();
  await expect(backend.publish(user, "Not wanted", { type: "new_like" })).resolves.toBeTruthy();
  await backend.publish(user, "Wanted");
  await expect(app.toast("Wanted")).toBeVisible();
  await expect(app.toast("Not wanted")).toHaveCount(0);
  await likes.click();
  await expect(likes).toBeChecked();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await backend.publish(user, "Wanted again", { type: "new_like" });
  await expect(app.toast("Wanted again")).toBeVisible();
});

test("in-app off ends the connection and the page says so; on again it comes back", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await openPreferences(page);
  const inApp = switchOf(page, "All notifications – In app");
  await inApp.click();
  await expect(app.status).toHaveText("Disconnected");
  await expect(page.getByText(/in-app notifications are (switched )?off/i)).toBeVisible();
  expect(await backend.connections(user)).toBe(0);
  await inApp.click();
  await app.expectConnected();
  await backend.publish(user, "Back again");
  await expect(app.toast("Back again")).toBeVisible();
});

test("in-app that another device switches off is seen on this one", async ({ page, device, user }) => {
  const desk = await signedIn(page, server, user);
  const phone = await signedIn(await (await device()).newPage(), server, user);
  await openPreferences(phone.page);
  await switchOf(phone.page, "All notifications – In app").click();
  await expect(desk.status).toHaveText("Disconnected");
  await expect(desk.page.getByText(/in-app notifications are (switched )?off/i)).toBeVisible();
});

test("a mandatory type says that it is always sent and does not move", async ({ page, user }) => {
  await signedIn(page, server, user);
  await openPreferences(page);
  const maintenance = switchOf(page, "Maintenance – In app");
  await expect(maintenance).toHaveAccessibleDescription("Always sent");
  await maintenance.focus();
  await maintenance.press("Space");
  await expect(maintenance).toBeChecked();
});
