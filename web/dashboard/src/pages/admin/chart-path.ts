/** The size of a chart's drawing, whatever its size on the screen. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** So many values fill the width; fewer stand at its end. */
  readonly slots: number;
}

/** What the chart's height stands for: at least 1, so that small noise is not drawn as a mountain. */
export function ceilingOf(values: readonly number[]): number {
  const largest = Math.max(1, ...values.filter(Number.isFinite));
  const magnitude = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 5, 10].find((factor) => factor * magnitude >= largest) ?? 10;
  return step * magnitude;
}

/** The line through the values, as the `d` of a path; empty for none. What is no number is drawn as 0. */
export function linePath(values: readonly number[], { width, height, slots }: ChartSize): string {
  const ceiling = ceilingOf(values);
  const step = width / Math.max(1, slots - 1);
  return values
    .slice(-slots)
    .map((value, index, shown) => {
      const x = width - (shown.length - 1 - index) * step;
      const y = height - ((Number.isFinite(value) ? value : 0) / ceiling) * height;
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
