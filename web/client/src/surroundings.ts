import { memberOf } from "./member-of.js";
import type { Surface } from "./sharing/surface.js";

/** What a tab needs to know of the page that it is in. */
export interface Surroundings {
  /** Whether the user can see the page. True where there is none. */
  readonly visible: () => boolean;
  /** Calls back when the device may have slept: visible again, online again, out of the back/forward cache. */
  readonly onWake: (listener: () => void) => () => void;
  /** What tabs share a socket with; undefined where they cannot. */
  readonly surface: Surface | undefined;
}

/** The page itself; in Node.js, nothing ever wakes up and nothing is shared. */
export function pageSurroundings(): Surroundings {
  const page = typeof document === "undefined" ? undefined : document;
  const visible = () => page === undefined || page.visibilityState === "visible";
  return {
    visible,
    onWake(listener) {
      if (page === undefined) return () => {};
      const listening = new AbortController();
      const { signal } = listening;
      page.addEventListener("visibilitychange", () => visible() && listener(), { signal });
      for (const type of ["online", "pageshow"]) addEventListener(type, listener, { signal });
      return () => listening.abort();
    },
    surface: page === undefined ? undefined : surfaceOf(),
  };
}

/** Pages that came by plain HTTP have no locks. */
function surfaceOf(): Surface | undefined {
  const locks = memberOf(navigator, "locks") === undefined ? undefined : navigator.locks;
  if (locks === undefined || typeof BroadcastChannel === "undefined") return undefined;
  return { locks, channel: (name) => new BroadcastChannel(name) };
}
