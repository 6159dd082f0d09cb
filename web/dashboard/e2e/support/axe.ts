import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { evidence } from "./evidence.ts";

/** Rules that axe leaves out unless asked: 7:1 for text, and targets of 24 by 24 pixels. */
const stricter = { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } };

/** Fails on anything that axe finds on the page as it stands; keeps its report as `axe/<name>.json`. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // What is still fading in has the contrast of a moment.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations, passes, incomplete, testEngine, url } = await new AxeBuilder({ page }).options({ rules: stricter }).analyze();
  const report = { url, testEngine, violations, incomplete, passes: passes.map(({ id, nodes }) => ({ id, nodes: nodes.length })) };
  writeFileSync(evidence(`axe/${name}.json`), JSON.stringify(report, null, 2));
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ""}`),
  );
  expect(found, `axe on ${name}`).toEqual([]);
}
