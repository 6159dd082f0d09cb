import type { ReactNode } from "react";

/** Properties of `PageBody`. */
export interface PageBodyProps {
  readonly title: string;
  /** One sentence: what this page is for. */
  readonly lead: ReactNode;
  /** Stands beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its heading, which takes the focus when one comes here, and what follows. */
export function PageBody({ title, lead, aside, children }: PageBodyProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight outline-none">
            {title}
          </h1>
          <p className="mt-1 max-w-prose text-ink-soft">{lead}</p>
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}
