import type { App, PageName } from "./app.ts";
import { expect } from "@playwright/test";
import type { Backend } from "./backend.ts";

/** How a page looks to axe and in a picture. */
export const schemes = ["light", "dark"] as const;

/** A name for files. */
export const fileNames: Readonly<Record<PageName, string>> = {
  "/": "home",
  "/history": "history",
  "/preferences": "preferences",
  "/running": "running",
  "/upload": "upload",
  "/admin": "admin",
};

/** One notification of each level, in the order of their gravity. */
export const levels = [
  { level: "success", type: "upload_complete", title: "parts.csv is complete" },
  { level: "info", type: "new_comment", title: "Grace replied" },
  { level: "warning", type: "quota_warning", title: "Nine tenths of your space are used" },
  { level: "error", type: "upload_failed", title: "spring.csv could not be read" },
] as const;

/** An inbox of all levels and jobs of all states, for a user whose pages have something to show. */
export async function furnish(backend: Backend, user: string): Promise<void> {
  for (const { type, title } of levels) await backend.publish(user, title, { type, body: "1,204 rows" });
  await backend.publish(user, "A board for you", { type: "moc_featured", actionUrl: "/history" });
  const running = await backend.beginJob(user, "summer.csv");
  await backend.report(running, { stage: "store", stageProgress: 40, currentRow: 482, totalRows: 1204 });
  await backend.fail(await backend.beginJob(user, "autumn.csv"), "Row 7 has no number");
  await backend.complete(await backend.beginJob(user, "winter.csv"), { imported: 1204 });
}

/** A page of the application with its content. */
export async function shown(app: App, path: PageName): Promise<void> {
  await app.open(path);
  await app.expectConnected();
  await expect(app.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(app.page.getByText(/^Loading/)).toHaveCount(0);
}
