import type { ReactNode } from "react";
import { Button } from "../_primitives/button.js";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../_primitives/dropdown-menu.js";
import { Icon } from "../_primitives/icon.js";

/** Properties of `PanelMenu`. */
export interface PanelMenuProps {
  readonly unreadOnly: boolean;
  readonly onUnreadOnly: (unreadOnly: boolean) => void;
  readonly onRefresh: () => void;
}

/** What is less often needed. */
export function PanelMenu({ unreadOnly, onUnreadOnly, onRefresh }: PanelMenuProps): ReactNode {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="More actions">
          <Icon name="more" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onUnreadOnly(!unreadOnly)}>
          {unreadOnly ? "Show all" : "Show unread only"}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onRefresh}>Refresh</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
