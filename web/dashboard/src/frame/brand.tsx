import type { ReactNode } from "react";
import { Glyph } from "../ui/glyph.js";

/** The name with its bell; `isShort` leaves only the bell to see where there is little room. */
export function Brand({ isShort = false }: { readonly isShort?: boolean }): ReactNode {
  return (
    <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
      <span className="rounded-md bg-accent p-1.5 text-on-accent">
        <Glyph name="tower" />
      </span>
      <span className={isShort ? "sr-only sm:not-sr-only" : undefined}>Belfry</span>
    </p>
  );
}
