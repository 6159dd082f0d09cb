// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".tsx"))
  .map((path) => ({ path, text: readFileSync(join("src", path), "utf8") }));

function filesWith(pattern: RegExp): string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

test("only dynamic values are styled inline", () => {
  expect(filesWith(/\bstyle=/)).toEqual([join("_primitives", "progress.tsx")]);
});

test("no class goes around the tokens: no colour, length or size of its own", () => {
  expect(filesWith(/-\[(#|rgb|hsl|oklch|\d)/)).toEqual([]);
});

test("no class names a left or right, so that right to left works", () => {
  expect(filesWith(/["\s:-]((m|p|border-|rounded-)[lr]|left|right)-[\da-z(]|text-(left|right)\b/)).toEqual([]);
});

test("nothing is rendered as HTML", () => {
  expect(filesWith(/dangerouslySetInnerHTML|innerHTML/)).toEqual([]);
});
