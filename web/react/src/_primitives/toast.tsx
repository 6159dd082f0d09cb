import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { cn } from "./cn.js";
import { Icon, type IconName } from "./icon.js";

/** The frame of a toast: hue in border and icon, words in ink. */
export interface ToastFrameProps extends ComponentPropsWithoutRef<"div"> {
  readonly tone: "success" | "info" | "warning" | "error";
}

const tones = { success: "border-success", info: "border-info", warning: "border-warning", error: "border-error" };
const hues = { success: "text-success", info: "text-info", warning: "text-warning", error: "text-error" };
const icons: Record<ToastFrameProps["tone"], IconName> = {
  success: "check",
  info: "info",
  warning: "warning",
  error: "error",
};

/** A raised box with an icon at its start. */
export function ToastFrame({ tone, className, children, ...rest }: ToastFrameProps): ReactNode {
  const look = "flex w-full items-start gap-3 rounded-lg border-2 bg-raised p-3 text-ink shadow-raised animate-enter";
  return (
    <div data-belfry="" className={cn(look, tones[tone], className)} {...rest}>
      <Icon name={icons[tone]} className={cn("mt-0.5", hues[tone])} />
      {children}
    </div>
  );
}
