// Writes src/generated/ from the descriptions in tests/golden, or from those of the running server whose URL
// is the argument.
import { readFile, writeFile } from "node:fs/promises";

import { generatedFrom } from "./protocol.mjs";

const GOLDEN = new URL("../../../tests/golden/", import.meta.url);
const server = process.argv[2];

async function description(name) {
  if (server === undefined) return JSON.parse(await readFile(new URL(name, GOLDEN), "utf8"));
  const response = await fetch(new URL(name, server), { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return response.json();
}

const files = generatedFrom(await description("asyncapi.json"), await description("openapi.json"));
for (const [name, text] of Object.entries(files)) {
  await writeFile(new URL(`../src/generated/${name}`, import.meta.url), text);
}
