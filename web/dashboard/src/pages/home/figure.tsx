import type { ReactNode } from "react";
import type { PagePath } from "../../router/pages.js";
import { Link } from "../../router/link.js";

/** Properties of `Figure`. */
export interface FigureProps {
  readonly label: string;
  /** Undefined while it is not known. */
  readonly value: number | undefined;
  readonly to: PagePath;
  /** What following the link does. */
  readonly action: string;
  /** In the place of the link when there is nothing to do. */
  readonly none: string;
}

/** One number, large, with a way to what it counts. */
export function Figure({ label, value, to, action, none }: FigureProps): ReactNode {
  return (
    <div className="flex items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-surface p-4 sm:flex-col sm:items-start">
      <p className="grow text-sm text-ink-soft">{label}</p>
      <p className="text-2xl font-semibold tabular-nums">{value === undefined ? "–" : value.toLocaleString("en")}</p>
      {value === 0 ? (
        <p className="text-sm text-ink-soft">{none}</p>
      ) : (
        <Link to={to} className="text-sm underline underline-offset-4 hover:no-underline">
          {action}
        </Link>
      )}
    </div>
  );
}
