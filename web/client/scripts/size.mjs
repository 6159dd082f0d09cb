// The size budget of product 5.1: all of the package, minified and gzipped.
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const BUDGET_BYTES = 8_000;

const { outputFiles } = await build({
  entryPoints: [new URL("../src/index.ts", import.meta.url).pathname],
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  write: false,
});
const [{ contents }] = outputFiles;
const gzipped = gzipSync(contents, { level: 9 }).length;
console.log(`@belfry/client: ${contents.length} bytes, ${gzipped} gzipped of ${BUDGET_BYTES}`);
if (gzipped >= BUDGET_BYTES) {
  console.error("over the budget");
  process.exitCode = 1;
}
