import type { ReactNode } from "react";
import { Button, buttonClass } from "../_primitives/button.js";
import { Icon } from "../_primitives/icon.js";
import { ToastFrame } from "../_primitives/toast.js";
import { VisuallyHidden } from "../_primitives/visually-hidden.js";
import type { ToastAction, ToastInput, ToastLevel } from "./toast.js";

/** Properties of `NotificationToast`. */
export interface NotificationToastProps {
  readonly toast: ToastInput;
  readonly onDismiss: () => void;
}

const words: Record<ToastLevel, string> = { success: "Success", info: "Information", warning: "Warning", error: "Error" };

/** One toast: `role="alert"` for an error, else `role="status"` (product 5.3). Tab reaches it, Escape closes it. */
export function NotificationToast({ toast, onDismiss }: NotificationToastProps): ReactNode {
  const { level, title, body, action } = toast;
  return (
    <ToastFrame
      tone={level}
      role={level === "error" ? "alert" : "status"}
      aria-atomic="true"
      tabIndex={0}
      data-toast=""
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDismiss();
      }}
    >
      <div className="min-w-0 grow">
        <p className="text-sm font-semibold wrap-anywhere">
          <VisuallyHidden>{words[level]}: </VisuallyHidden>
          {title}
        </p>
        {body !== undefined && <p className="mt-1 text-sm text-ink-soft wrap-anywhere">{body}</p>}
        {action && <ToastButton action={action} onDone={onDismiss} />}
      </div>
      <Button variant="ghost" size="icon" aria-label="Dismiss notification" onClick={onDismiss}>
        <Icon name="close" />
      </Button>
    </ToastFrame>
  );
}

function ToastButton({ action, onDone }: { readonly action: ToastAction; readonly onDone: () => void }): ReactNode {
  const look = buttonClass("outline", "md", "mt-2");
  if ("href" in action) {
    return (
      <a href={action.href} className={look} onClick={onDone}>
        {action.label}
      </a>
    );
  }
  const act = (): void => {
    action.onAction();
    onDone();
  };
  return (
    <Button className="mt-2" onClick={act}>
      {action.label}
    </Button>
  );
}
