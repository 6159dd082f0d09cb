import type { ReactNode } from "react";
import { cn } from "./cn.js";

/** The shapes of the kit. Each state has a shape of its own, so that none is told by colour alone (WCAG 1.4.1). */
export type IconName = "check" | "info" | "warning" | "error" | "off" | "waiting" | "bell" | "close" | "more" | "lock";

const shapes: Record<IconName, ReactNode> = {
  check: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="m6.5 10.5 2.5 2.5 4.5-5.5" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M10 9v5M10 6v.01" />
    </>
  ),
  warning: (
    <>
      <path d="M10 2.5 18 17H2Z" />
      <path d="M10 8v4M10 14.5v.01" />
    </>
  ),
  error: (
    <>
      <path d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7Z" />
      <path d="m7.5 7.5 5 5m0-5-5 5" />
    </>
  ),
  off: (
    <>
      <rect x="2.5" y="2.5" width="15" height="15" rx="2" />
      <path d="m7 7 6 6m0-6-6 6" />
    </>
  ),
  waiting: <path d="M10 2.5 17.5 10 10 17.5 2.5 10ZM7 10h.01M10 10h.01M13 10h.01" />,
  bell: (
    <>
      <path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13Z" />
      <path d="M8.5 17.5h3" />
    </>
  ),
  close: <path d="m5 5 10 10M15 5 5 15" />,
  more: <path d="M4 10h.01M10 10h.01M16 10h.01" />,
  lock: (
    <>
      <rect x="4" y="9" width="12" height="8" rx="1.5" />
      <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
    </>
  ),
};

/** A decoration: what it says stands beside it in words, or in the name of its button. */
export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
      data-icon={name}
      className={cn("size-5 fill-none stroke-current stroke-2", className)}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[name]}
    </svg>
  );
}
