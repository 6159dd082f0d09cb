import { type KeyboardEvent, useCallback } from "react";

/** Arrows and Page keys move between the entries, Home and End to the first and last (product 5.3, ARIA feed). */
export function useListKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback((event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    // Events of a menu in a portal come here, too.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    const entries = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-entry]")];
    const place = entries.findIndex((entry) => entry.contains(document.activeElement));
    const next = targetOf(event.key, place, entries.length);
    if (next === undefined) return;
    event.preventDefault();
    entries[next]?.focus();
  }, []);
}

/** `place` is -1 when the focus is on no entry. Undefined: this key does not move. */
function targetOf(key: string, place: number, length: number): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "PageDown":
      return Math.min(place + 1, length - 1);
    case "ArrowUp":
    case "PageUp":
      return place < 0 ? undefined : Math.max(place - 1, 0);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return undefined;
  }
}
