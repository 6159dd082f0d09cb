import { pages, signedIn } from "../support/app.ts";
import { evidence } from "../support/evidence.ts";
import { furnish, shown } from "../support/scene.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

// It is made here, and kept whatever the outcome.
test.use({ trace: "off" });

test("a walk through the application leaves a trace", async ({ browser, user }) => {
  const context = await browser.newContext();
  await context.tracing.start({ screenshots: true, snapshots: true });
  const app = await signedIn(await context.newPage(), server, user);
  await furnish(backend, user);
  for (const path of pages.filter((name) => name !== "/admin")) await shown(app, path);
  await app.centre.open();
  await expect(app.centre.entries.first()).toBeVisible();
  await context.tracing.stop({ path: evidence("trace.zip") });
  await context.close();
});
