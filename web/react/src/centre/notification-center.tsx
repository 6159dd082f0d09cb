import { type ReactNode, useId, useState } from "react";
import { Popover, PopoverContent, PopoverTrigger } from "../_primitives/popover.js";
import { useUnreadCount } from "../inbox/use-notifications.js";
import { Bell } from "./bell.js";
import { NotificationPanel } from "./notification-panel.js";

/** Properties of `NotificationCenter`. */
export interface NotificationCenterProps {
  /** Stands in the heading. */
  readonly title?: string;
  readonly defaultOpen?: boolean;
}

/**
 * A bell that opens the inbox in a popover (product 5.3). Enter and Space open it, the focus goes to its heading, arrows move
 * between entries, Escape closes it and returns the focus to the bell. The list is fetched when it is first opened.
 */
export function NotificationCenter({ title = "Notifications", defaultOpen = false }: NotificationCenterProps): ReactNode {
  const [isOpen, setOpen] = useState(defaultOpen);
  const unread = useUnreadCount();
  const titleId = useId();
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Bell unread={unread} />
      </PopoverTrigger>
      <PopoverContent
        aria-labelledby={titleId}
        className="w-96 max-w-(--radix-popover-content-available-width)"
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          if (event.target instanceof HTMLElement) event.target.querySelector<HTMLElement>("h2")?.focus();
        }}
      >
        <NotificationPanel title={title} titleId={titleId} />
      </PopoverContent>
    </Popover>
  );
}
