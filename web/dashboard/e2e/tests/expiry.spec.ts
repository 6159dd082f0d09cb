import type { Page } from "@playwright/test";
import { App } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";
import { userToken } from "../support/token.ts";

const { server, backend } = serverOfThisFile();
const ttl = "3s";

/** The first token that the page gets holds for some seconds; `then` says what becomes of later requests. */
async function withShortToken(page: Page, user: string, then: "answered" | "refused"): Promise<() => number> {
  let asked = 0;
  await page.route("**/dev/login", async (route) => {
    asked += 1;
    if (asked === 1) await route.fulfill({ json: { token: await userToken(server, user, ttl) } });
    else if (then === "answered") await route.continue();
    else await route.fulfill({ status: 403, json: { code: "FORBIDDEN", status: 403, detail: "Signed out" } });
  });
  return () => asked;
}

test("when its token expires the page gets a new one and goes on", async ({ page, user }) => {
  const asked = await withShortToken(page, user, "answered");
  const app = new App(page, server);
  await app.open();
  await app.signIn(user);
  await expect.poll(asked).toBeGreaterThan(1);
  await app.expectConnected();
  await backend.publish(user, "With the new token");
  await expect(app.toast("With the new token")).toHaveCount(1);
});

test("when there is no new token the page says that the user is signed out", async ({ page, user }) => {
  await withShortToken(page, user, "refused");
  const app = new App(page, server);
  await app.open();
  await app.signIn(user);
  await expect(app.signInButton).toBeVisible();
  await expect(page.getByText(/session|signed out|sign in again/i).first()).toBeVisible();
});
