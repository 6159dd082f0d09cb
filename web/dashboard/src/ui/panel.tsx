import { type ReactNode, useId } from "react";

/** Properties of `Panel`. */
export interface PanelProps {
  readonly title: string;
  /** A sentence below the title. */
  readonly hint?: ReactNode;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Panel({ title, hint, aside, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-surface p-4 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {hint !== undefined && <p className="mt-1 text-sm text-ink-soft">{hint}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
