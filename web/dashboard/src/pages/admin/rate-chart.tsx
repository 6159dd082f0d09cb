import type { ReactNode } from "react";
import { ceilingOf, type ChartSize, linePath } from "./chart-path.js";

/** Properties of `RateChart`. */
export interface RateChartProps {
  readonly label: string;
  /** "per second"; undefined for a number of things. */
  readonly unit?: string;
  /** The oldest first. */
  readonly values: readonly number[];
  /** Red, when above zero. */
  readonly isBad?: boolean;
}

const size: ChartSize = { width: 240, height: 56, slots: 60 };

/** A number and how it came about, in the last two minutes. The drawing is decoration: the number says what is now. */
export function RateChart({ label, unit, values, isBad = false }: RateChartProps): ReactNode {
  const now = values.at(-1);
  const ceiling = ceilingOf(values);
  const path = linePath(values, size);
  const hue = isBad && values.some((value) => value > 0) ? "text-error" : "text-accent";
  return (
    <figure aria-label={label} className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-3 sm:p-4">
      <figcaption className="text-sm text-ink-soft">{label}</figcaption>
      <p className="flex flex-wrap items-baseline gap-x-1 text-xl font-semibold tabular-nums">
        {now === undefined ? "–" : now.toLocaleString("en", { maximumFractionDigits: now < 10 ? 1 : 0 })}
        {unit !== undefined && <span className="text-xs font-normal text-ink-soft">{unit}</span>}
      </p>
      <svg
        viewBox={`0 -2 ${size.width} ${size.height + 4}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className={`h-14 w-full ${hue}`}
      >
        <path d={`M0 0H${size.width}M0 ${size.height}H${size.width}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
        {values.length > 1 && (
          <path
            d={`${path}V${size.height}H${(size.width - ((values.length - 1) * size.width) / (size.slots - 1)).toFixed(1)}Z`}
            className="fill-current opacity-15"
          />
        )}
        <path d={path} className="fill-none stroke-current stroke-2" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
      </svg>
      <p className="flex justify-between text-xs text-ink-soft tabular-nums">
        <span>2 minutes</span>
        <span>0 to {ceiling.toLocaleString("en")}</span>
      </p>
    </figure>
  );
}
