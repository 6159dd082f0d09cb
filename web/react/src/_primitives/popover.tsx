import * as Radix from "@radix-ui/react-popover";
import { type ComponentPropsWithoutRef, type ComponentRef, forwardRef } from "react";
import { cn } from "./cn.js";

/** Holds the two below; not modal, so that Tab may leave it. */
export const Popover = Radix.Root;

/** The button that opens it: `aria-haspopup="dialog"`, `aria-expanded`. */
export const PopoverTrigger = Radix.Trigger;

/** What opens, with `role="dialog"`: name it with `aria-labelledby`. Escape closes it and returns the focus. */
export const PopoverContent = forwardRef<ComponentRef<typeof Radix.Content>, ComponentPropsWithoutRef<typeof Radix.Content>>(
  function PopoverContent({ className, align = "end", sideOffset = 8, collisionPadding = 8, ...rest }, ref) {
    const look = "z-40 rounded-lg border border-line-strong bg-raised text-ink shadow-raised outline-none animate-enter";
    return (
      <Radix.Portal>
        <Radix.Content
          ref={ref}
          data-belfry=""
          align={align}
          sideOffset={sideOffset}
          collisionPadding={collisionPadding}
          className={cn(look, className)}
          {...rest}
        />
      </Radix.Portal>
    );
  },
);
