import { useSyncExternalStore } from "react";
import type { PagePath } from "./pages.js";

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("popstate", tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", tell);
  };
}

/** Goes to a page without loading the application again. The place where one is makes no entry in the history. */
export function navigate(path: PagePath): void {
  if (window.location.pathname !== path) window.history.pushState(null, "", path);
  window.scrollTo(0, 0);
  tell();
}

/** The path of the address, followed. */
export function usePathname(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}
