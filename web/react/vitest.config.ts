import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Its sources: the tests need no build of it.
  resolve: { alias: { "@belfry/client": fileURLToPath(new URL("../client/src/index.ts", import.meta.url)) } },
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    environment: "jsdom",
    setupFiles: ["test/setup.ts"],
    testTimeout: 10_000,
  },
});
