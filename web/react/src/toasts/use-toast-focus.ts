import { type FocusEvent, type RefObject, useCallback, useEffect, useRef } from "react";

/** How the focus comes to the toasts and goes from them. */
export interface ToastFocus {
  /** Dismisses by `act`. A focus that was on the toast moves to the next one, the one before, or to where it came from. */
  readonly leave: (act: () => void) => void;
  readonly rememberOrigin: (event: FocusEvent<HTMLElement>) => void;
}

/** Only the user moves the focus to a toast, by Tab or by the hotkey: it is never stolen (product 5.3). */
export function useToastFocus(region: RefObject<HTMLElement | null>, hotkey: string | null): ToastFocus {
  const origin = useRef<HTMLElement>(null);

  useEffect(() => {
    if (hotkey === null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== hotkey) return;
      const newest = toastsIn(region.current).at(-1);
      if (!newest) return;
      event.preventDefault();
      newest.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [region, hotkey]);

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
