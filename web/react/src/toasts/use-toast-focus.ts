import { type FocusEvent, type RefObject, useCallback, useEffect, useRef } from "react";

/** How the focus comes to the toasts and goes from them. */
export interface ToastFocus {
  /** Dismisses by `act`. A focus that was on the toast moves to the next one, the one before, or to where it came from. */
  readonly leave: (act: () => void) => void;
  readonly rememberOrigin: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * Only the user moves the focus to a toast, by Tab or by the hotkey: it is never stolen (product 5.3). `newest` is the id of the
 * toast that the hotkey goes to: errors stand before the others, so the last one on the screen may be an older one.
 */
export function useToastFocus(
  region: RefObject<HTMLElement | null>,
  hotkey: string | null,
  newest: string | undefined,
): ToastFocus {
  const origin = useRef<HTMLElement>(null);

  useEffect(() => {
    if (hotkey === null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== hotkey) return;
      const toasts = toastsIn(region.current);
      const target = toasts.find((toast) => toast.parentElement?.dataset["toastId"] === newest) ?? toasts.at(-1);
      if (!target) return;
      event.preventDefault();
      target.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [region, hotkey, newest]);

  const rememberOrigin = useCallback((event: FocusEvent<HTMLElement>) => {
    const from = event.relatedTarget;
    if (from instanceof HTMLElement && !event.currentTarget.contains(from)) origin.current = from;
  }, []);

  const leave = useCallback(
    (act: () => void) => {
      const toasts = toastsIn(region.current);
      const place = toasts.findIndex((toast) => toast.contains(document.activeElement));
      if (place >= 0) (toasts[place + 1] ?? toasts[place - 1] ?? origin.current)?.focus();
      act();
    },
    [region],
  );

  return { leave, rememberOrigin };
}

function toastsIn(region: HTMLElement | null): HTMLElement[] {
  return [...(region?.querySelectorAll<HTMLElement>("[data-toast]") ?? [])];
}
