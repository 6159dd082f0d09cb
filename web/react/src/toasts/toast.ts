/** How grave a toast is. */
export type ToastLevel = "success" | "info" | "warning" | "error";

/** Something the user can do about it. */
export type ToastAction =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly onAction: () => void };

/** What a toast says. */
export interface ToastInput {
  readonly level: ToastLevel;
  readonly title: string;
  readonly body?: string | undefined;
  readonly action?: ToastAction | undefined;
  /** Milliseconds; Infinity: until dismissed. Default: 5,000, and Infinity for errors and with an action. */
  readonly durationMs?: number | undefined;
  /** A toast of the same id takes the place of the older one. */
  readonly id?: string | undefined;
}

/** A toast on the screen. */
export interface Toast extends ToastInput {
  readonly id: string;
  readonly durationMs: number;
}

/** What is on the screen: toasts, oldest first, and how many more came than there was room for. */
export interface ToastView {
  readonly toasts: readonly Toast[];
  /** "and 12 more". */
  readonly more: number;
  /** Whether an error is among those. */
  readonly moreErrors: boolean;
}

/** Toasts stay 5 s; those a user may have to act on stay until dismissed, unless they say otherwise (product 5.3). */
export function durationOf(input: ToastInput, usualMs = 5000): number {
  if (input.durationMs !== undefined) return input.durationMs;
  return input.level === "error" || input.action ? Infinity : usualMs;
}
