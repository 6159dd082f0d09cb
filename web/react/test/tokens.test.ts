// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../src/tokens.css", import.meta.url), "utf8");

/** The colours of the first block that begins with this selector. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map([...block.matchAll(/--belfry-([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name = "", hex = ""]) => [name, hex]));
}

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const schemes = { light: colours(":root"), dark: colours(".dark") };
const grounds = ["surface", "raised", "sunken"];
const texts = ["ink", "ink-soft", "success-ink", "info-ink", "warning-ink", "error-ink"];
const shapes = ["line-strong", "accent", "focus", "success", "info", "warning", "error"];

describe.each(Object.entries(schemes))("the %s colours", (_, scheme) => {
  const measured = (name: string, ground: string): number => contrast(scheme.get(name) ?? "", scheme.get(ground) ?? "");

  test.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))("text %s on %s measures 7:1", (text, ground) => {
    expect(measured(text ?? "", ground ?? "")).toBeGreaterThanOrEqual(7);
  });

  test("text on the accent measures 7:1", () => {
    expect(measured("on-accent", "accent")).toBeGreaterThanOrEqual(7);
  });

  test.each(shapes.flatMap((shape) => grounds.map((ground) => [shape, ground])))("shape %s on %s measures 3:1", (shape, ground) => {
    expect(measured(shape ?? "", ground ?? "")).toBeGreaterThanOrEqual(3);
  });
});

test("dark by preference and dark by class are the same colours", () => {
  expect(colours(":root:not(.light)")).toEqual(schemes.dark);
  expect([...schemes.dark.keys()]).toEqual([...schemes.light.keys()]);
});
