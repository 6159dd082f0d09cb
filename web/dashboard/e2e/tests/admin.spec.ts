import { signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server } = serverOfThisFile();

test("an operator publishes to a user, and sees what came of it", async ({ page, device, user }) => {
  const reader = await signedIn(await (await device()).newPage(), server, user);
  await signedIn(page, server, `${user}-op`, { isAdmin: true });
  await page.getByRole("link", { name: "Admin" }).click();
  const form = page.getByRole("form", { name: /publish/i });
  await form.getByRole("textbox", { name: /user/i }).fill(user);
  await form.getByRole("textbox", { name: /title/i }).fill("From the admin page");
  await form.getByRole("button", { name: /publish/i }).click();
  await expect(form.getByRole("status")).toContainText(/accepted/i);
  await expect(reader.toast("From the admin page")).toBeVisible();
});

test("an operator broadcasts, and sees how many it reached", async ({ page, device, user }) => {
  const reader = await signedIn(await (await device()).newPage(), server, user);
  await signedIn(page, server, `${user}-op`, { isAdmin: true });
  await page.getByRole("link", { name: "Admin" }).click();
  const form = page.getByRole("form", { name: /broadcast/i });
  await form.getByRole("textbox", { name: /title/i }).fill("Maintenance tonight");
  await form.getByRole("textbox", { name: /message/i }).fill("At eight");
  await form.getByRole("button", { name: /broadcast/i }).click();
  await expect(form.getByRole("status")).toContainText(/\d+/);
  await expect(reader.toast("Maintenance tonight")).toBeVisible();
});

test("the open connections are listed with their users", async ({ page, device, user }) => {
  await signedIn(await (await device()).newPage(), server, user);
  await signedIn(page, server, `${user}-op`, { isAdmin: true });
  await page.getByRole("link", { name: "Admin" }).click();
  const table = page.getByRole("table", { name: /connections/i });
  await expect(table.getByRole("row").filter({ hasText: user })).toHaveCount(2);
});

test("without the scope there is no admin page", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await expect(page.getByRole("link", { name: "Admin" })).toHaveCount(0);
  await app.open("/admin");
  await app.expectConnected();
  await expect(page.getByRole("form")).toHaveCount(0);
  await expect(page.getByText(/not available|belfry:admin|operators/i).first()).toBeVisible();
});
