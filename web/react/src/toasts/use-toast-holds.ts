import { type FocusEvent, useEffect, useMemo } from "react";
import type { ToastStore } from "./toast-store.js";

/** What to put on the element around the toasts. */
export interface ToastHoldHandlers {
  readonly onPointerMove: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * Holds the clocks while the pointer or the focus is on a toast, or the tab is hidden. Moving counts, not entering: a toast
 * that is dismissed under the pointer never tells that the pointer left it.
 */
export function useToastHolds(store: ToastStore): ToastHoldHandlers {
  useEffect(() => {
    const look = (): void => (document.hidden ? store.hold("hidden") : store.release("hidden"));
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      store.release("hidden");
    };
  }, [store]);
  return useMemo(
    () => ({
      onPointerMove: () => store.hold("hover"),
      onPointerLeave: () => store.release("hover"),
      onFocus: () => store.hold("focus"),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) store.release("focus");
      },
    }),
    [store],
  );
}
