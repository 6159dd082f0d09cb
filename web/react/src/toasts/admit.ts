import { type Toast, type ToastView } from "./toast.js";

/** What becomes of the screen when a toast comes. */
export interface Admission {
  readonly view: ToastView;
  /** Whether the toast is on the screen; otherwise it is counted. */
  readonly shown: boolean;
}

/**
 * Room is bounded. Of a burst the first ones are shown and the rest is counted; otherwise the oldest that would go by
 * itself makes room. An error takes the place of one that is not: it may need an answer.
 */
export function admit(view: ToastView, toast: Toast, limits: { readonly limit: number; readonly inBurst: boolean }): Admission {
  const isKnown = view.toasts.some((known) => known.id === toast.id);
  if (isKnown) return { view: { ...view, toasts: view.toasts.map((known) => (known.id === toast.id ? toast : known)) }, shown: true };
  if (view.toasts.length < limits.limit && !limits.inBurst) return { view: shownBeside(view, toast), shown: true };
  const isError = toast.level === "error";
  const place = view.toasts.findIndex((known) => known.durationMs !== Infinity);
  if (view.toasts.length < limits.limit && isError) return { view: shownBeside(view, toast), shown: true };
  if (place >= 0 && (isError || !limits.inBurst)) {
    const freed = { ...view, toasts: view.toasts.filter((_, at) => at !== place), more: view.more + (limits.inBurst ? 1 : 0) };
    return { view: shownBeside(freed, toast), shown: true };
  }
  return { view: { ...view, more: view.more + 1, moreErrors: view.moreErrors || isError }, shown: false };
}

function shownBeside(view: ToastView, toast: Toast): ToastView {
  return { ...view, toasts: [...view.toasts, toast] };
}
