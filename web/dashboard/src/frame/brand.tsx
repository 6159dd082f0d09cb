import type { ReactNode } from "react";
import { Glyph } from "../ui/glyph.js";

/** The name with its bell. */
export function Brand(): ReactNode {
  return (
    <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
      <span className="rounded-md bg-accent p-1.5 text-on-accent">
        <Glyph name="tower" />
      </span>
      Belfry
    </p>
  );
}
