import { signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

test("a server that was killed and started again loses nothing, and the page comes back", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Before");
  await expect(app.toast("Before")).toBeVisible();
  await server.kill();
  await expect(app.status).toHaveText("Reconnecting…");
  await server.start();
  await backend.publish(user, "After");
  await app.expectConnected();
  await expect(app.toast("After")).toHaveCount(1);
  await app.centre.expectUnread(2);
  await app.centre.open();
  await expect(app.centre.entries).toHaveCount(2);
  await expect(app.centre.entry("Before")).toHaveCount(1);
  await expect(app.centre.entry("After")).toHaveCount(1);
});

test("the page is usable while the server is away, and says so", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Stays");
  await app.centre.open();
  await expect(app.centre.entry("Stays")).toBeVisible();
  await server.kill();
  await expect(app.status).toHaveText("Reconnecting…");
  await expect(app.centre.entry("Stays")).toBeVisible();
  await server.start();
  await app.expectConnected();
});

test("what cannot be saved without the server is said, and taken back", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await page.getByRole("link", { name: "Preferences" }).click();
  const likes = page.getByRole("switch", { name: "Likes – Email" });
  await expect(likes).toBeChecked();
  await server.kill();
  await likes.click();
  await expect(page.getByRole("alert").filter({ hasText: "Not saved." })).toBeVisible();
  await expect(likes).toBeChecked();
  await server.start();
  await app.expectConnected();
  await likes.click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(likes).not.toBeChecked();
});
