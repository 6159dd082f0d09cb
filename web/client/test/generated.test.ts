import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { generatedFrom } from "../scripts/protocol.mjs";

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../tests/golden/${name}`, import.meta.url), "utf8"));

test.each(Object.entries(generatedFrom(golden("asyncapi.json"), golden("openapi.json"))))(
  "src/generated/%s says what the server's descriptions say; if not: npm run generate",
  (name, text) => {
    expect(readFileSync(new URL(`../src/generated/${name}`, import.meta.url), "utf8")).toBe(text);
  },
);
