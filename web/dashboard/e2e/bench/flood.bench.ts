import { signedIn } from "../support/app.ts";
import { flood } from "../support/flood.ts";
import { serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();
const count = 1_000;

test("a flood of notifications: long tasks and toasts", async ({ page, user }) => {
  const app = await signedIn(page, server, user);
  await page.evaluate(() => {
    const seen = { longTasks: [] as number[], toasts: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      seen.longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
    }).observe({ type: "longtask" });
    const region = document.querySelector("section[aria-label^='New notifications']");
    if (region === null) throw new Error("no toasts on this page");
    const look = (): void => void (seen.toasts = Math.max(seen.toasts, region.querySelectorAll("li").length));
    new MutationObserver(look).observe(region, { childList: true, subtree: true });
  });
  const ms = await flood(backend, user, count);
  await app.centre.expectUnread(count);
  const said: unknown = await page.evaluate(() => Reflect.get(window, "seen"));
  console.log(`\nflood: ${count} notifications in ${Math.round(ms)} ms; long tasks (ms) and most toasts at once: ${JSON.stringify(said)}`);
  console.log(`flood: on the screen: ${JSON.stringify(await app.toasts.allInnerTexts())}`);
});
