// Prints what the dashboard costs its user's browser. Nothing fails here: the figures are to be looked at.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist), "utf8");
const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file);
for (const file of files) {
  const bytes = readFileSync(new URL(file, dist));
  console.log(`first load: ${file}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`);
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const run = spawnSync("npx", ["playwright", "test", "--config", "bench.config.ts"], { cwd: folder, stdio: "inherit" });
process.exitCode = run.status ?? 1;
