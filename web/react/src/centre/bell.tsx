import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { Badge } from "../_primitives/badge.js";
import { Button } from "../_primitives/button.js";
import { Icon } from "../_primitives/icon.js";

/** Properties of `Bell`, beside those of a button. */
export interface BellProps extends ComponentPropsWithoutRef<"button"> {
  readonly unread: number;
}

/** The bell, with the count in its name: what stands on it is not read out (product 5.3). */
export const Bell = forwardRef<HTMLButtonElement, BellProps>(function Bell({ unread, ...rest }, ref) {
  const name = unread === 0 ? "Notifications" : `Notifications, ${unread} unread`;
  return (
    <Button ref={ref} variant="outline" {...rest} aria-label={name}>
      <Icon name="bell" />
      {unread > 0 && (
        <Badge tone="accent" aria-hidden="true">
          {unread > 99 ? "99+" : unread}
        </Badge>
      )}
    </Button>
  );
});
