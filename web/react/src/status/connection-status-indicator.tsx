import type { ReactNode } from "react";
import { cn } from "../_primitives/cn.js";
import { Icon, type IconName } from "../_primitives/icon.js";
import type { ConnectionState } from "../client-types.js";
import { useWebSocket } from "../provider/belfry-provider.js";

interface Look {
  readonly text: string;
  readonly icon: IconName;
  readonly frame: string;
  readonly hue: string;
}

const looks: Record<ConnectionState, Look> = {
  connected: { text: "Connected", icon: "check", frame: "border-success", hue: "text-success" },
  connecting: { text: "Connecting…", icon: "waiting", frame: "border-warning", hue: "text-warning" },
  reconnecting: { text: "Reconnecting…", icon: "waiting", frame: "border-warning", hue: "text-warning" },
  disconnected: { text: "Disconnected", icon: "off", frame: "border-error", hue: "text-error" },
};

/** Properties of `ConnectionStatus`. */
export interface ConnectionStatusProps {
  readonly status: ConnectionState;
  readonly className?: string;
}

/** A status in words, shape and colour (product 5.3). */
export function ConnectionStatus({ status, className }: ConnectionStatusProps): ReactNode {
  const { text, icon, frame, hue } = looks[status];
  const base = "inline-flex min-h-6 items-center gap-1.5 rounded-md border bg-surface px-2 text-sm text-ink";
  return (
    <div
      data-belfry=""
      role="status"
      aria-live="polite"
      aria-label="WebSocket connection status"
      data-status={status}
      className={cn(base, frame, className)}
    >
      <Icon name={icon} className={cn("size-4", hue)} />
      <span>{text}</span>
    </div>
  );
}

/** The status of the connection around it. */
export function ConnectionStatusIndicator({ className }: { readonly className?: string }): ReactNode {
  const { status } = useWebSocket();
  return <ConnectionStatus status={status} {...(className !== undefined && { className })} />;
}
