import { App, pages, signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

test("every page comes with a policy that allows no inline code", async ({ request }) => {
  for (const path of pages) {
    const answer = await request.get(server.url + path);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain("unsafe");
  }
});

test("no page breaks the policy, and neither do menu, popover, toasts and progress", async ({ page, user, faults }) => {
  const app = await signedIn(page, server, user, { isAdmin: true });
  await backend.publish(user, "Hello", { actionUrl: "/history" });
  await backend.beginJob(user, "spring.csv");
  await expect(app.toast("Hello")).toBeVisible();
  for (const path of pages) {
    await app.open(path);
    await app.expectConnected();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await app.centre.open();
  await app.centre.panel.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Show unread only" }).click();
  await page.keyboard.press("Escape");
  expect(faults.seen).toEqual([]);
});

test("what breaks the policy is seen by these tests", async ({ page, user, faults }) => {
  const app = new App(page, server);
  await app.open();
  await expect(app.userField).toBeVisible();
  await page.evaluate((name) => {
    const script = document.createElement("script");
    script.textContent = `document.title = ${JSON.stringify(name)}`;
    document.body.append(script);
  }, user);
  await expect.poll(() => faults.seen.length).toBeGreaterThan(0);
  await expect(page).not.toHaveTitle(user);
  faults.seen.length = 0;
});
