import { type ReactNode, useEffect, useRef } from "react";
import { useSession } from "../provider/belfry-provider.js";
import { useStore } from "../store/use-selected.js";
import { MoreToasts } from "./more-toasts.js";
import { NotificationToast } from "./notification-toast.js";
import { useToastFocus } from "./use-toast-focus.js";
import { useToastHolds } from "./use-toast-holds.js";

/** Properties of `Toaster`. */
export interface ToasterProps {
  /** So many toasts are on the screen at most. */
  readonly limit?: number;
  /** More than `limit` within this many milliseconds are told as "and 12 more". */
  readonly burstMs?: number;
  /** How long a toast stays that is no error and has no action; Infinity: until dismissed. */
  readonly durationMs?: number;
  /** The key that moves the focus to the newest toast; null: none. */
  readonly hotkey?: string | null;
}

/**
 * Shows what comes as toasts (product 5.3); mount one, near the root. The list of those that are no errors is a live region
 * that is there from the start: screen readers miss a region that appears together with its words. An alert is heard
 * wherever it appears, and inside of a live region would be heard twice: errors have a list of their own.
 */
export function Toaster({ limit = 3, burstMs = 1000, durationMs = 5000, hotkey = "F8" }: ToasterProps): ReactNode {
  const { toasts: store } = useSession();
  const { toasts, more, moreErrors } = useStore(store);
  const region = useRef<HTMLElement>(null);
  useEffect(() => store.setLimits({ limit, burstMs, durationMs }), [store, limit, burstMs, durationMs]);
  const holds = useToastHolds(store);
  const { leave, rememberOrigin } = useToastFocus(region, hotkey, toasts.at(-1)?.id);

  const listOf = (errors: boolean): ReactNode => (
    <>
      {toasts
        .filter((toast) => (toast.level === "error") === errors)
        .map((toast) => (
          <li key={toast.id} data-toast-id={toast.id} className="pointer-events-auto">
            <NotificationToast toast={toast} onDismiss={() => leave(() => store.dismiss(toast.id))} />
          </li>
        ))}
      {more > 0 && moreErrors === errors && (
        <li className="pointer-events-auto">
          <MoreToasts count={more} isAlert={errors} onDismiss={() => leave(store.dismissMore)} />
        </li>
      )}
    </>
  );

  return (
    <section
      ref={region}
      data-belfry=""
      aria-label={hotkey === null ? "New notifications" : `New notifications (${hotkey})`}
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 ms-auto flex max-w-96 flex-col gap-2"
      onFocusCapture={rememberOrigin}
      {...holds}
    >
      <ol className="flex flex-col gap-2">{listOf(true)}</ol>
      <ol className="flex flex-col gap-2" aria-live="polite" aria-relevant="additions">
        {listOf(false)}
      </ol>
    </section>
  );
}
