import type { ReactNode } from "react";
import { Glyph, type GlyphName } from "./glyph.js";

/** Properties of `Empty`. */
export interface EmptyProps {
  readonly glyph: GlyphName;
  readonly title: string;
  /** What to do, so that there is something. */
  readonly children?: ReactNode;
}

/** Where a list would be, when there is nothing to list. */
export function Empty({ glyph, title, children }: EmptyProps): ReactNode {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-4 py-8 text-center">
      <span className="rounded-full bg-sunken p-3 text-ink-soft">
        <Glyph name={glyph} className="size-6" />
      </span>
      <p className="font-semibold">{title}</p>
      <div className="flex w-full max-w-prose flex-col items-center gap-3 text-sm text-ink-soft">{children}</div>
    </div>
  );
}
