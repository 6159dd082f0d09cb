import type { ReactNode } from "react";
import { Button } from "../_primitives/button.js";
import { Icon } from "../_primitives/icon.js";
import { ToastFrame } from "../_primitives/toast.js";

/** Properties of `MoreToasts`. */
export interface MoreToastsProps {
  readonly count: number;
  /** Whether errors are among them. */
  readonly isAlert: boolean;
  readonly onDismiss: () => void;
}

/** Says how many toasts there was no room for. */
export function MoreToasts({ count, isAlert, onDismiss }: MoreToastsProps): ReactNode {
  return (
    <ToastFrame
      tone={isAlert ? "error" : "info"}
      role={isAlert ? "alert" : "status"}
      aria-atomic="true"
      tabIndex={0}
      data-toast=""
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDismiss();
      }}
    >
      <p className="grow self-center text-sm font-semibold">and {count} more</p>
      <Button variant="ghost" size="icon" aria-label="Dismiss notification" onClick={onDismiss}>
        <Icon name="close" />
      </Button>
    </ToastFrame>
  );
}
