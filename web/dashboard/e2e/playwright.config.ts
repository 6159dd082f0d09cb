import { defineConfig } from "@playwright/test";
import { evidence } from "./support/evidence.ts";

const isRoot = process.getuid?.() === 0;

/** Debian's Chromium, two tests at once, a trace of each: `scripts/e2e` runs it. */
export default defineConfig({
  testDir: "tests",
  outputDir: evidence("runs"),
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: evidence("results.json") }]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env["BELFRY_CHROMIUM"] ?? "/usr/bin/chromium",
      args: isRoot ? ["--no-sandbox"] : [],
    },
    actionTimeout: 10_000,
    navigationTimeout: 10_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
