import { useEffect, useMemo, useState } from "react";
import type { NotificationItem } from "../wire-types.js";

/** The list as it stands still under a reader. */
export interface HeldItems {
  readonly items: readonly NotificationItem[];
  /** How many came on top since. */
  readonly held: number;
  /** Puts them on top now. */
  readonly show: () => void;
}

/** While `isOpen`, nothing is inserted above what is being read (WCAG 2.2.2, 3.2.5); older pages still come at the end. */
export function useHeldItems(items: readonly NotificationItem[], isOpen: boolean): HeldItems {
  const [known, setKnown] = useState<ReadonlySet<string>>();
  const isEmpty = items.length === 0;
  useEffect(() => {
    setKnown(isOpen && !isEmpty ? idsOf(items) : undefined);
    // What comes while it is open is what is to be held.
  }, [isOpen, isEmpty]);
  return useMemo(() => {
    const first = known ? items.findIndex((item) => known.has(item.id)) : 0;
    const held = Math.max(0, first);
    return { items: held === 0 ? items : items.slice(held), held, show: () => setKnown(idsOf(items)) };
  }, [items, known]);
}

function idsOf(items: readonly NotificationItem[]): ReadonlySet<string> {
  return new Set(items.map((item) => item.id));
}
