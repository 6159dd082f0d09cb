import { expect, type Locator, type Page } from "@playwright/test";

/** The bell and the popover behind it. */
export class Centre {
  readonly bell: Locator;
  readonly panel: Locator;
  readonly entries: Locator;

  constructor(page: Page) {
    this.bell = page.getByRole("button", { name: /^Notifications(, \d+ unread)?$/ });
    this.panel = page.getByRole("dialog", { name: "Notifications" });
    this.entries = this.panel.getByRole("article");
  }

  async open(): Promise<void> {
    await this.bell.click();
    await expect(this.panel).toBeVisible();
  }

  entry(title: string): Locator {
    return this.entries.filter({ hasText: title });
  }

  async markRead(title: string): Promise<void> {
    await this.panel.getByRole("button", { name: `Mark as read: ${title}` }).click();
  }

  /** The badge, by its words, and the list say the same. */
  async expectUnread(count: number): Promise<void> {
    await expect(this.bell).toHaveAccessibleName(count === 0 ? "Notifications" : `Notifications, ${count} unread`);
    if (await this.panel.isVisible()) await expect(this.entries.getByText("Unread", { exact: true })).toHaveCount(count);
  }
}
