import { pages, signedIn } from "../support/app.ts";
import { evidence } from "../support/evidence.ts";
import { fileNames, furnish, levels, schemes, shown } from "../support/scene.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

function picture(name: string): { readonly path: string } {
  return { path: evidence(`views/${name}.png`) };
}

for (const colorScheme of schemes) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("every page can be shown, and stays within a narrow window", async ({ page, user }) => {
      await furnish(backend, user);
      const app = await signedIn(page, server, user, { isAdmin: true });
      for (const path of pages) {
        await shown(app, path);
        await page.screenshot(picture(`${fileNames[path]}-${colorScheme}`));
        await page.setViewportSize({ width: 320, height: 640 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, `${path} is wider than 320 pixels`).toBeLessThanOrEqual(0);
        await page.screenshot(picture(`${fileNames[path]}-narrow-${colorScheme}`));
        await page.setViewportSize({ width: 1280, height: 800 });
      }
      await app.centre.open();
      await expect(app.centre.entries.first()).toBeVisible();
      await page.screenshot(picture(`centre-${colorScheme}`));
    });

    test("the four kinds of toasts can be told apart", async ({ page, user }) => {
      const app = await signedIn(page, server, user);
      for (const { level, type, title } of levels) {
        await backend.publish(user, title, { type, body: "1,204 rows" });
        const toast = app.toast(title);
        await expect(toast).toBeVisible();
        await expect(toast.locator("svg").first()).toBeVisible();
        await toast.screenshot(picture(`toast-${level}-${colorScheme}`));
        await toast.getByRole("button", { name: "Dismiss notification" }).click();
      }
    });

    test("the states of the connection can be told apart", async ({ page, user }) => {
      const app = await signedIn(page, server, user);
      await app.status.screenshot(picture(`connected-${colorScheme}`));
      await server.kill();
      await expect(app.status).toHaveText("Reconnecting…");
      await app.status.screenshot(picture(`reconnecting-${colorScheme}`));
      await server.start();
      await app.expectConnected();
      await page.getByRole("link", { name: "Preferences" }).click();
      await page.getByRole("switch", { name: "All notifications – In app" }).click();
      await expect(app.status).toHaveText("Disconnected");
      await app.status.screenshot(picture(`disconnected-${colorScheme}`));
    });
  });
}
