import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cn } from "./cn.js";

/** Properties of `Button`, beside those of a button. */
export interface ButtonProps extends ComponentPropsWithoutRef<"button"> {
  readonly variant?: "solid" | "outline" | "ghost";
  /** `icon`: square, for a button named by `aria-label`. */
  readonly size?: "md" | "icon";
}

const variants = {
  solid: "border border-accent bg-accent text-on-accent hover:underline",
  outline: "border border-line-strong bg-raised text-ink hover:bg-sunken",
  ghost: "border border-transparent text-ink hover:bg-sunken",
};

const sizes = { md: "min-h-9 px-3 text-sm", icon: "size-9" };

/** The look of a button, for links that look like one. At least 36 by 36 pixels, above the 24 that WCAG 2.5.8 asks for. */
export function buttonClass(variant: keyof typeof variants, size: keyof typeof sizes, className?: string): string {
  const base = "inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-md font-medium";
  const disabled = "disabled:cursor-not-allowed disabled:border-dashed aria-disabled:cursor-not-allowed";
  return cn(base, disabled, variants[variant], sizes[size], className);
}

/** A button that submits nothing unless told to. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = "outline", size = "md", className, type = "button", ...rest },
  ref,
) {
  return <button ref={ref} type={type} data-belfry="" className={buttonClass(variant, size, className)} {...rest} />;
});
