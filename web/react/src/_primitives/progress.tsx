import type { ReactNode } from "react";
import { cn } from "./cn.js";

/** Properties of `Progress`. */
export interface ProgressProps {
  /** 0 to 100; undefined while nothing is known. */
  readonly value: number | undefined;
  /** Its name for screen readers. */
  readonly label: string;
  /** What it says in words, as "42 %, 2 minutes left". */
  readonly text?: string;
  readonly tone?: "accent" | "success" | "warning" | "error";
  readonly className?: string;
}

const tones = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", error: "bg-error" };

/** How far something is. Without a value `aria-valuenow` is left out, which means: not known. */
export function Progress({ value, label, text, tone = "accent", className }: ProgressProps): ReactNode {
  const shown = value === undefined ? undefined : Math.min(100, Math.max(0, value));
  return (
    <div
      data-belfry=""
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={shown === undefined ? undefined : Math.round(shown)}
      aria-valuetext={text}
      className={cn("h-2.5 w-full overflow-hidden rounded-md border border-line-strong bg-sunken", className)}
    >
      <div
        className={cn("h-full forced-colors:bg-[Highlight]", tones[tone], shown === undefined && "w-1/3 animate-pulse")}
        style={shown === undefined ? undefined : { inlineSize: `${shown}%` }}
      />
    </div>
  );
}
