import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { cn } from "./cn.js";

/** Properties of `Badge`, beside those of a span. */
export interface BadgeProps extends ComponentPropsWithoutRef<"span"> {
  readonly tone?: "neutral" | "accent" | "success" | "info" | "warning" | "error";
}

const tones = {
  neutral: "border-line-strong text-ink",
  accent: "border-accent bg-accent text-on-accent",
  success: "border-success text-success-ink",
  info: "border-info text-info-ink",
  warning: "border-warning text-warning-ink",
  error: "border-error text-error-ink",
};

/** A few words in a frame. Its hue is in the frame; the words are dark enough to read. */
export function Badge({ tone = "neutral", className, ...rest }: BadgeProps): ReactNode {
  const base = "inline-flex items-center justify-center gap-1 rounded-md border px-2 text-xs font-semibold";
  return <span data-belfry="" className={cn(base, tones[tone], className)} {...rest} />;
}
