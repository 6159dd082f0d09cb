import { type RefObject, useEffect, useRef } from "react";

/**
 * Moves the focus to the heading of the page one went to, so that a screen reader says where one is. The heading of a page
 * that is still being loaded comes later: it is waited for, as long as this page is the one shown. Not on the first page: a
 * document that was just loaded is announced by itself.
 */
export function usePageArrival(main: RefObject<HTMLElement | null>, pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const container = main.current;
    if (!container) return;
    const arrive = (): boolean => {
      const heading = container.querySelector<HTMLElement>("h1");
      heading?.focus({ preventScroll: true });
      return heading !== null;
    };
    if (arrive()) return;
    const observer = new MutationObserver(() => {
      if (arrive()) observer.disconnect();
    });
    observer.observe(container, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [main, pathname]);
}
