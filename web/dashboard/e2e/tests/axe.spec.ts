import { App, pages, signedIn } from "../support/app.ts";
import { expectAccessible } from "../support/axe.ts";
import { fileNames, furnish, levels, schemes, shown } from "../support/scene.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

for (const colorScheme of schemes) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing on the page to sign in", async ({ page }) => {
      const app = new App(page, server);
      await app.open();
      await expect(app.signInButton).toBeVisible();
      await expectAccessible(page, `sign-in-${colorScheme}`);
    });

    test("axe finds nothing on any page", async ({ page, user }) => {
      await furnish(backend, user);
      const app = await signedIn(page, server, user, { isAdmin: true });
      for (const path of pages) {
        await shown(app, path);
        await expectAccessible(page, `${fileNames[path]}-${colorScheme}`);
      }
    });

    test("axe finds nothing in the open centre, and in its menu", async ({ page, user }) => {
      await furnish(backend, user);
      const app = await signedIn(page, server, user);
      await app.centre.open();
      await expect(app.centre.entries.first()).toBeVisible();
      await expectAccessible(page, `centre-${colorScheme}`);
      await app.centre.panel.getByRole("button", { name: "More actions" }).click();
      await expect(page.getByRole("menuitem").first()).toBeVisible();
      await expectAccessible(page, `menu-${colorScheme}`);
    });

    for (const { level, type, title } of levels) {
      test(`axe finds nothing in a toast: ${level}`, async ({ page, user }) => {
        const app = await signedIn(page, server, user);
        await backend.publish(user, title, { type, body: "1,204 rows", actionUrl: "/history" });
        await expect(app.toast(title)).toBeVisible();
        await expectAccessible(page, `toast-${level}-${colorScheme}`);
      });
    }
  });
}
