import { useMemo } from "react";
import { useSession } from "../provider/belfry-provider.js";
import { useStore } from "../store/use-selected.js";
import type { ToastInput, ToastView } from "./toast.js";

/** The toasts, and what can be done with them. */
export interface ToastsResult extends ToastView {
  /** Answers the toast's id. */
  readonly add: (toast: ToastInput) => string;
  readonly dismiss: (id: string) => void;
  readonly dismissMore: () => void;
}

/** For toasts of one's own, and for a toaster of one's own look. */
export function useToasts(): ToastsResult {
  const { toasts } = useSession();
  const view = useStore(toasts);
  return useMemo(
    () => ({ ...view, add: toasts.add, dismiss: toasts.dismiss, dismissMore: toasts.dismissMore }),
    [toasts, view],
  );
}
