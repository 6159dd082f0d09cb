import { Icon, type IconName } from "@belfry/react";
import type { ReactNode } from "react";

/** Properties of `Note`. */
export interface NoteProps {
  readonly tone: "info" | "success" | "warning" | "error";
  readonly children: ReactNode;
  /** A button beside it, for what can be done. */
  readonly action?: ReactNode;
}

const looks: Record<NoteProps["tone"], { readonly icon: IconName; readonly frame: string; readonly hue: string }> = {
  info: { icon: "info", frame: "border-info", hue: "text-info" },
  success: { icon: "check", frame: "border-success", hue: "text-success" },
  warning: { icon: "warning", frame: "border-warning", hue: "text-warning" },
  error: { icon: "error", frame: "border-error", hue: "text-error" },
};

/** A sentence that must not be missed. Errors are alerts; the rest is said politely. */
export function Note({ tone, children, action }: NoteProps): ReactNode {
  const { icon, frame, hue } = looks[tone];
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={`flex items-start gap-3 rounded-md border-s-4 bg-raised p-3 text-sm text-ink shadow-flat ${frame}`}
    >
      <Icon name={icon} className={`shrink-0 ${hue}`} />
      <div className="min-w-0 grow self-center wrap-anywhere">{children}</div>
      {action}
    </div>
  );
}
