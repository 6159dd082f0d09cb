import { expect, type Locator, type Page } from "@playwright/test";
import { Centre } from "./centre.ts";
import type { BelfryServer } from "./server.ts";

/** A page of the application. */
export type PageName = "/" | "/history" | "/preferences" | "/running" | "/upload" | "/admin";

/** All of them. */
export const pages: readonly PageName[] = ["/", "/history", "/preferences", "/running", "/upload", "/admin"];

/** The application in one tab, as its user finds it: by role and name. */
export class App {
  readonly page: Page;
  readonly centre: Centre;
  /** "Connected", "Reconnecting…" .. */
  readonly status: Locator;
  readonly toasts: Locator;
  readonly userField: Locator;
  readonly signInButton: Locator;
  readonly #url: string;

  constructor(page: Page, server: { readonly url: string }) {
    this.page = page;
    this.#url = server.url;
    this.centre = new Centre(page);
    this.status = page.getByRole("status", { name: "WebSocket connection status" });
    this.toasts = page.getByRole("region", { name: /^New notifications/ }).getByRole("listitem");
    this.userField = page.getByRole("textbox", { name: /user/i });
    this.signInButton = page.getByRole("button", { name: "Sign in" });
  }

  async open(at: PageName = "/"): Promise<void> {
    await this.page.goto(this.#url + at);
  }

  /** Fills in the form of development; `isAdmin` asks for the scope of the admin page. */
  async signIn(user: string, { isAdmin = false } = {}): Promise<void> {
    await this.userField.fill(user);
    if (isAdmin) await this.page.getByRole("checkbox", { name: /admin/i }).check();
    await this.signInButton.click();
    await this.expectConnected();
  }

  /** `withinMs`: after some failed attempts the client's next one may be up to 30 s away. */
  async expectConnected(withinMs = 10_000): Promise<void> {
    await expect(this.status).toHaveText("Connected", { timeout: withinMs });
  }

  /** The toast that says this. */
  toast(title: string): Locator {
    return this.toasts.filter({ hasText: title });
  }
}

/** A tab at the first page, with the user signed in. */
export async function signedIn(page: Page, server: BelfryServer, user: string, how: { isAdmin?: boolean } = {}): Promise<App> {
  const app = new App(page, server);
  await app.open();
  await app.signIn(user, how);
  return app;
}
