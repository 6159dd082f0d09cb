// What a first visit loads, held to its budget (product 5.4): the scripts that index.html names and all that they import
// at once. The pages are loaded when somebody goes there, and the largest of them is counted as well.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const budget = 150_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const assets = join(dist, "assets");

function fail(message) {
  console.error(message);
  process.exit(1);
}

function read(path) {
  try {
    return readFileSync(path);
  } catch (reason) {
    if (reason.code === "ENOENT") fail(`${path} is not there: npm run build -w dashboard`);
    throw reason;
  }
}

/** The scripts that this one needs before it runs. */
function imports(text) {
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)].map(([, name]) => name);
}

function closure(names, seen = new Set()) {
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    closure(imports(read(join(assets, name)).toString()), seen);
  }
  return seen;
}

const sizeOf = (names) => [...names].reduce((sum, name) => sum + gzipSync(read(join(assets, name)), { level: 9 }).length, 0);

const html = read(join(dist, "index.html")).toString();
if (/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/i.test(html)) fail("index.html has inline code, which the server's policy forbids");
const entries = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name]) => name);
if (entries.length === 0) fail("index.html names no script");

const first = closure(entries);
const pages = readdirSync(assets).filter((name) => /^[a-z]+-page-/.test(name) && name.endsWith(".js"));
const withPage = pages.map((name) => [name, sizeOf(closure([name, ...first]))]);
const [largest, total] = withPage.sort((a, b) => b[1] - a[1])[0] ?? ["none", sizeOf(first)];
console.log(`first load: ${sizeOf(first)} bytes of script, gzipped; with the largest page (${largest}) ${total} of ${budget}`);
if (total > budget) fail("that is over the budget");
