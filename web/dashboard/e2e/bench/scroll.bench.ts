import { signedIn } from "../support/app.ts";
import { flood } from "../support/flood.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();
const count = 10_000;
const stepPixels = 400;
const longestMs = 60_000;

test("a history of ten thousand scrolls: time from frame to frame", async ({ page, user }) => {
  await flood(backend, user, count);
  const app = await signedIn(page, server, user);
  await app.open("/history");
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  const { frames, isAtEnd } = await page.evaluate(
    async ({ step, atMostMs }) => {
      const times: number[] = [];
      const begun = performance.now();
      let last = begun;
      const isOver = (): boolean =>
        document.body.innerText.includes("That is all.") &&
        window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - step;
      while (!isOver() && last - begun < atMostMs) {
        window.scrollBy({ top: step, behavior: "instant" });
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        times.push(now - last);
        last = now;
      }
      return { frames: times, isAtEnd: isOver() };
    },
    { step: stepPixels, atMostMs: longestMs },
  );
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  const slow = frames.filter((time) => time > 50).length;
  const entries = await page.getByRole("feed").getByRole("article").last().getAttribute("aria-setsize");
  console.log(`\nscroll: ${frames.length} frames, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
  console.log(`scroll: ${slow} frames over 50 ms; ${isAtEnd ? "reached the end" : `did not reach the end within ${longestMs} ms`}; aria-setsize of the last entry: ${entries ?? "none"}`);
});
