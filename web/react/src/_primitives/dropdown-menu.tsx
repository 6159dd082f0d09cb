import * as Radix from "@radix-ui/react-dropdown-menu";
import { type ComponentPropsWithoutRef, type ComponentRef, forwardRef } from "react";
import { cn } from "./cn.js";

/** Holds the parts below. Not modal: the page behind it can be scrolled and read. */
export function DropdownMenu(props: ComponentPropsWithoutRef<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

/** The button that opens it: `aria-haspopup="menu"`. */
export const DropdownMenuTrigger = Radix.Trigger;

/**
 * The menu; arrows move in it, Escape closes it and returns the focus. It stays where its button is, inside the same dialog or
 * landmark: at the end of the body it would belong to none.
 */
export const DropdownMenuContent = forwardRef<
  ComponentRef<typeof Radix.Content>,
  ComponentPropsWithoutRef<typeof Radix.Content>
>(function DropdownMenuContent({ className, align = "end", sideOffset = 4, ...rest }, ref) {
  const look = "z-50 min-w-40 rounded-md border border-line-strong bg-raised p-1 text-ink shadow-raised animate-enter";
  return <Radix.Content ref={ref} data-belfry="" align={align} sideOffset={sideOffset} className={cn(look, className)} {...rest} />;
});

/** One thing to do. */
export const DropdownMenuItem = forwardRef<ComponentRef<typeof Radix.Item>, ComponentPropsWithoutRef<typeof Radix.Item>>(
  function DropdownMenuItem({ className, ...rest }, ref) {
    const look = "flex min-h-9 cursor-pointer items-center gap-2 rounded-sm px-3 text-sm data-highlighted:bg-sunken";
    return <Radix.Item ref={ref} className={cn(look, "data-disabled:cursor-not-allowed", className)} {...rest} />;
  },
);
