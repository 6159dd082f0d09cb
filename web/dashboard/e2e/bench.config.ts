import { defineConfig } from "@playwright/test";
import { evidence } from "./support/evidence.ts";
import config from "./playwright.config.ts";

/** One at a time and without a trace, which would be measured, too. */
export default defineConfig(config, {
  testDir: "bench",
  testMatch: "*.bench.ts",
  outputDir: evidence("bench"),
  workers: 1,
  timeout: 180_000,
  reporter: "line",
  use: { trace: "off", screenshot: "off" },
});
