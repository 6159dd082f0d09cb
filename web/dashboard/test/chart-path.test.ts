import { expect, test } from "vitest";
import { ceilingOf, linePath } from "../src/pages/admin/chart-path.js";

const size = { width: 100, height: 10, slots: 3 };

test("the newest value stands at the right end, zero at the bottom", () => {
  expect(linePath([0, 5], size)).toBe("M50.0 10.0L100.0 0.0");
});

test("values that no longer fit are left out", () => {
  expect(linePath([9, 1, 1, 1], size).match(/[ML]/g)).toHaveLength(3);
});

test("what is no number is drawn as zero", () => {
  expect(linePath([NaN, 1], size)).toBe("M50.0 10.0L100.0 0.0");
});

test.each([
  [[], 1],
  [[0.2], 1],
  [[3], 5],
  [[11, 7], 20],
  [[1000], 1000],
  [[1001], 2000],
])("the ceiling of %j is %d", (values, ceiling) => {
  expect(ceilingOf(values)).toBe(ceiling);
});
