import type { Route } from "@playwright/test";
import { App, signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

const inbox = /\/notifications(\?|$)/;

test("signing in at a server that is down says so, and works once it is up", async ({ page, user }) => {
  const app = new App(page, server);
  await app.open();
  await page.route("**/dev/login", (route) => route.abort("connectionrefused"));
  await app.userField.fill(user);
  await app.signInButton.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute("**/dev/login");
  await app.signIn(user);
});

test("a sign-in that is answered with nonsense says so", async ({ page, user }) => {
  const app = new App(page, server);
  await app.open();
  await page.route("**/dev/login", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Welcome to nginx</h1>" }));
  await app.userField.fill(user);
  await app.signInButton.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(app.signInButton).toBeEnabled();
});

const faults: readonly (readonly [string, (route: Route) => Promise<void>])[] = [
  ["fails", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: `{"status":500}` })],
  ["sends nonsense", (route) => route.fulfill({ status: 200, contentType: "application/json", body: `{"items": 7` })],
  ["sends another shape", (route) => route.fulfill({ status: 200, json: { items: "none", rev: "x" } })],
  ["cannot be reached", (route) => route.abort("connectionrefused")],
];

for (const [what, answer] of faults) {
  test(`an inbox that ${what} is said, the page goes on, and trying again helps`, async ({ page, user }) => {
    await backend.publish(user, "Hello");
    await page.route(inbox, answer);
    const app = await signedIn(page, server, user);
    await app.centre.open();
    await expect(app.centre.panel.getByRole("alert")).toContainText("could not be loaded");
    await page.unroute(inbox);
    await app.centre.panel.getByRole("button", { name: "Try again" }).click();
    await expect(app.centre.entry("Hello")).toBeVisible();
  });
}

test("a slow server leaves a page that says that it is loading, and can be used", async ({ page, user }) => {
  await backend.publish(user, "Hello");
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  await page.route(inbox, async (route) => {
    await slow;
    await route.continue();
  });
  const app = await signedIn(page, server, user);
  await app.centre.open();
  await expect(app.centre.panel.getByText("Loading notifications…")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Preferences" }).click();
  await expect(page.getByRole("switch").first()).toBeVisible();
  answer();
  await app.centre.open();
  await expect(app.centre.entry("Hello")).toBeVisible();
});

test("nonsense on the socket is ignored, and what follows is shown", async ({ page, user }) => {
  await page.routeWebSocket(/\/ws/, (socket) => {
    const far = socket.connectToServer();
    far.onMessage((message) => {
      for (const nonsense of ["{", "[]", `{"type":"notification","payload":7}`, `{"type":"never_heard_of"}`]) socket.send(nonsense);
      socket.send(message);
    });
  });
  const app = await signedIn(page, server, user);
  await backend.publish(user, "Hello");
  await expect(app.toast("Hello")).toHaveCount(1);
  await app.centre.expectUnread(1);
});

test("a server that refuses sockets leaves list and preferences usable", async ({ page, user }) => {
  await backend.publish(user, "Hello");
  await page.routeWebSocket(/\/ws/, (socket) => socket.close({ code: 1011 }));
  const app = new App(page, server);
  await app.open();
  await app.userField.fill(user);
  await app.signInButton.click();
  await expect(app.status).toHaveText(/Connecting…|Reconnecting…/);
  await app.centre.open();
  await expect(app.centre.entry("Hello")).toBeVisible();
});
