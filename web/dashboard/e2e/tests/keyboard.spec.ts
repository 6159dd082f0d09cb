import { expect as expectOf, type Locator, type Page } from "@playwright/test";
import { App } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();
const stepsAtMost = 80;

/** Presses Tab until the focus is there, as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let step = 0; step < stepsAtMost; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expectOf(target).toBeFocused();
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${stepsAtMost} times ${key} did not reach ${String(target)}`);
}

test("everything is done by keyboard alone", async ({ page, user }) => {
  const app = new App(page, server);
  await app.open();

  await test.step("sign in", async () => {
    await tabTo(page, app.userField);
    await page.keyboard.type(user);
    await page.keyboard.press("Enter");
    await app.expectConnected();
  });

  await test.step("open the centre, move, mark read, close", async () => {
    await backend.publish(user, "First");
    await backend.publish(user, "Second");
    await app.centre.expectUnread(2);
    await tabTo(page, app.centre.bell);
    await page.keyboard.press("Enter");
    await expect(app.centre.panel.getByRole("heading", { name: "Notifications" })).toBeFocused();
    await expect(app.centre.entries).toHaveCount(2);
    await page.keyboard.press("ArrowDown");
    await expect(app.centre.entry("Second")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(app.centre.entry("First")).toBeFocused();
    await tabTo(page, app.centre.panel.getByRole("button", { name: "Mark as read: First" }));
    await page.keyboard.press("Enter");
    await app.centre.expectUnread(1);
    await page.keyboard.press("Escape");
    await expect(app.centre.panel).toBeHidden();
    await expect(app.centre.bell).toBeFocused();
    await page.keyboard.press("Space");
    await expect(app.centre.panel).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("dismiss a toast with Escape, and be where one was", async () => {
    await backend.publish(user, "It broke", { type: "upload_failed" });
    await expect(app.toast("It broke")).toBeVisible();
    await expect(app.centre.bell).toBeFocused();
    await page.keyboard.press("F8");
    await expect(app.toast("It broke").getByRole("alert")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(app.toast("It broke")).toHaveCount(0);
    // The others that are still there have the focus in turn, and wait while they do.
    for (let left = await app.toasts.count(); left > 0; left -= 1) {
      await page.keyboard.press("Escape");
      await expect(app.toasts).toHaveCount(left - 1);
    }
    await expect(app.centre.bell).toBeFocused();
  });

  await test.step("change a preference", async () => {
    await tabTo(page, page.getByRole("link", { name: "Preferences" }));
    await page.keyboard.press("Enter");
    const likes = page.getByRole("switch", { name: "Likes – Email" });
    await expect(likes).toBeVisible();
    await tabTo(page, likes);
    await page.keyboard.press("Space");
    await expect(likes).not.toBeChecked();
  });

  await test.step("cancel a job", async () => {
    await backend.beginJob(user, "spring.csv");
    await tabTo(page, page.getByRole("link", { name: /running/i }), "Shift+Tab");
    await page.keyboard.press("Enter");
    const card = page.getByRole("region", { name: "spring.csv" });
    const cancel = card.getByRole("button", { name: "Cancel spring.csv" });
    await expect(cancel).toBeVisible();
    await tabTo(page, cancel);
    await page.keyboard.press("Enter");
    await expect(card).toContainText("Cancelled");
  });
});

test("Tab reaches a toast and the button that dismisses it", async ({ page, user }) => {
  const app = new App(page, server);
  await app.open();
  await app.signIn(user);
  await backend.publish(user, "It broke", { type: "upload_failed" });
  const toast = app.toast("It broke");
  await expect(toast).toBeVisible();
  await tabTo(page, toast.getByRole("button", { name: "Dismiss notification" }));
  await page.keyboard.press("Enter");
  await expect(toast).toHaveCount(0);
});

test("a toast that comes takes the focus from nobody", async ({ page, user }) => {
  const app = new App(page, server);
  await app.open();
  await app.signIn(user);
  await app.centre.bell.focus();
  await backend.publish(user, "Hello");
  await backend.publish(user, "It broke", { type: "upload_failed" });
  await expect(app.toasts).toHaveCount(2);
  await expect(app.centre.bell).toBeFocused();
});
