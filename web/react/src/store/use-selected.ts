import { useSyncExternalStore } from "react";
import type { ReadableStore } from "./store.js";

/** One part of a store: the component renders again only when that part is another. `select` answers a stable value. */
export function useSelected<T, S>(store: ReadableStore<T>, select: (value: T) => S): S {
  const read = (): S => select(store.getSnapshot());
  return useSyncExternalStore(store.subscribe, read, read);
}

/** The whole of a store. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}
