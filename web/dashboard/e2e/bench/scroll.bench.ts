import { signedIn } from "../support/app.ts";
import { flood } from "../support/flood.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();
const count = 10_000;
const stepPixels = 400;

test("a history of ten thousand scrolls: time from frame to frame", async ({ page, user }) => {
  await flood(backend, user, count);
  const app = await signedIn(page, server, user);
  await app.open("/history");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  const frames = await page.evaluate(async (step) => {
    const times: number[] = [];
    let last = performance.now();
    let still = 0;
    // At the end nothing moves any more: more pages may be on their way, so it is looked at for a second.
    while (still < 60) {
      const before = window.scrollY;
      window.scrollBy(0, step);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
      still = window.scrollY === before ? still + 1 : 0;
    }
    return times;
  }, stepPixels);
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  const slow = frames.filter((time) => time > 50).length;
  const entries = await page.getByRole("feed").getByRole("article").last().getAttribute("aria-setsize");
  console.log(`\nscroll: ${frames.length} frames, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
  console.log(`scroll: ${slow} frames over 50 ms; entries at the end: ${entries ?? "unknown"}`);
});
