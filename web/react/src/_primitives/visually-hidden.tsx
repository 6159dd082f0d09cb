import type { ReactNode } from "react";

/** For screen readers only. */
export function VisuallyHidden({ id, children }: { readonly id?: string; readonly children: ReactNode }): ReactNode {
  return (
    <span id={id} className="sr-only">
      {children}
    </span>
  );
}
