import type { Locator, Page } from "@playwright/test";
import { signedIn } from "../support/app.ts";
import { partsList } from "../support/parts-list.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";
import { until } from "../support/until.ts";

const { server, backend } = serverOfThisFile();

function cardOf(page: Page, title: string): Locator {
  return page.getByRole("region", { name: title });
}

test("a job's progress moves without a refresh, to its end", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await page.getByRole("link", { name: /running/i }).click();
  const job = await backend.beginJob(user, "spring.csv");
  const card = cardOf(page, "spring.csv");
  const bar = card.getByRole("progressbar", { name: "Progress of spring.csv" });
  await expect(bar).toHaveAttribute("aria-valuenow", "0");
  await backend.report(job, { stage: "store", stageProgress: 50, currentRow: 602, totalRows: 1204, message: "Row 602" });
  await expect(bar).toHaveAttribute("aria-valuenow", "63");
  await expect(bar).toHaveAttribute("aria-valuetext", /602 of 1,204 rows/);
  await expect(card).toContainText("stage 2 of 2: store");
  await backend.complete(job, { imported: 1204 });
  await expect(card).toContainText("Complete");
  await app.centre.expectUnread(1);
});

test("a job is cancelled by its user, and its service hears of it", async ({ page, user }) => {
  await signedIn(page, server, user);
  const job = await backend.beginJob(user, "summer.csv");
  await page.getByRole("link", { name: /running/i }).click();
  const card = cardOf(page, "summer.csv");
  await card.getByRole("button", { name: "Cancel summer.csv" }).click();
  await expect(card).toContainText("Cancelled");
  await until("the cancel is known", async () => ((await backend.isCancelRequested(job)) ? true : undefined));
});

test("a job that fails says why", async ({ page, user }) => {
  await signedIn(page, server, user);
  const job = await backend.beginJob(user, "autumn.csv");
  await page.getByRole("link", { name: /running/i }).click();
  const card = cardOf(page, "autumn.csv");
  await expect(card).toContainText("Running");
  await backend.fail(job, "Row 7 has no number");
  await expect(card.getByRole("alert")).toHaveText("Row 7 has no number");
});

test("a file that is chosen is imported, with its progress on the page", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await page.getByRole("link", { name: /upload/i }).click();
  await page.getByLabel(/file/i).setInputFiles(partsList("winter.csv", 5_000));
  await page.getByRole("button", { name: /upload|import/i }).click();
  const card = cardOf(page, "winter.csv");
  await expect(card.getByRole("progressbar")).toBeVisible();
  await expect(card).toContainText("Complete", { timeout: 20_000 });
  await app.centre.expectUnread(1);
});

test("an import is cancelled while it runs", async ({ page, user }) => {
  await signedIn(page, server, user);
  await page.getByRole("link", { name: /upload/i }).click();
  await page.getByLabel(/file/i).setInputFiles(partsList("endless.csv", 300_000));
  await page.getByRole("button", { name: /upload|import/i }).click();
  const card = cardOf(page, "endless.csv");
  await card.getByRole("button", { name: "Cancel endless.csv" }).click();
  await expect(card).toContainText("Cancelled");
});

test("a file that is no parts list fails as a job and says so", async ({ page, user }) => {
  await signedIn(page, server, user);
  await page.getByRole("link", { name: /upload/i }).click();
  const file = { name: "notes.csv", mimeType: "text/csv", buffer: Buffer.from("nothing,that,fits\n1,2,3\n") };
  await page.getByLabel(/file/i).setInputFiles(file);
  await page.getByRole("button", { name: /upload|import/i }).click();
  await expect(cardOf(page, "notes.csv")).toContainText("Failed");
});
