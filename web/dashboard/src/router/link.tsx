import type { ComponentPropsWithoutRef, MouseEvent, ReactNode } from "react";
import { navigate } from "./location.js";
import type { PagePath } from "./pages.js";

/** Properties of `Link`, beside those of an anchor. */
export interface LinkProps extends Omit<ComponentPropsWithoutRef<"a">, "href"> {
  readonly to: PagePath;
}

/** A link within the application. What opens a tab or a window is left to the browser. */
export function Link({ to, onClick, ...rest }: LinkProps): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a {...rest} href={to} onClick={follow} />;
}
