import * as Radix from "@radix-ui/react-switch";
import { type ComponentPropsWithoutRef, type ComponentRef, forwardRef } from "react";
import { cn } from "./cn.js";

/**
 * On or off, with `role="switch"`; name it with `aria-label`, the same in both states. Its state shows in the place of
 * the thumb, which forced colours keep.
 */
export const Switch = forwardRef<ComponentRef<typeof Radix.Root>, ComponentPropsWithoutRef<typeof Radix.Root>>(
  function Switch({ className, ...rest }, ref) {
    const track = "inline-flex h-6 w-11 cursor-pointer items-center rounded-lg border-2 border-line-strong bg-sunken p-0.5";
    const on = "data-[state=checked]:border-accent data-[state=checked]:bg-accent";
    const locked = "aria-disabled:cursor-not-allowed aria-disabled:border-dashed";
    const thumb = "block size-4 rounded-lg border-2 border-line-strong bg-raised transition-transform motion-reduce:transition-none";
    const thumbOn = "data-[state=checked]:translate-x-5 rtl:data-[state=checked]:-translate-x-5";
    return (
      <Radix.Root ref={ref} data-belfry="" className={cn(track, on, locked, className)} {...rest}>
        <Radix.Thumb className={cn(thumb, thumbOn)} />
      </Radix.Root>
    );
  },
);
