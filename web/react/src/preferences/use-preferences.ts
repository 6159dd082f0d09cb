import { useEffect, useMemo } from "react";
import type { DeliveryWay, PreferencesPatch } from "../preference-types.js";
import { useSession } from "../provider/belfry-provider.js";
import type { ActionResult } from "../store/result.js";
import { useStore } from "../store/use-selected.js";
import type { PreferencesView } from "./preferences-store.js";

/** The preferences, and what can be done with them. */
export interface PreferencesResult extends PreferencesView {
  /** A merge patch, shown at once and taken back when it is refused. */
  readonly update: (patch: PreferencesPatch) => Promise<ActionResult>;
  /** Allows or refuses one type by one way. */
  readonly allow: (type: string, way: DeliveryWay, allowed: boolean) => Promise<ActionResult>;
  readonly refetch: () => Promise<ActionResult>;
}

/** What the user wants to hear (product 2.7, 5.2), fetched when first used and kept up to date. */
export function usePreferences(): PreferencesResult {
  const { preferences: store } = useSession();
  const view = useStore(store);
  useEffect(() => void store.load(), [store]);
  return useMemo(
    () => ({
      ...view,
      update: store.update,
      refetch: store.refetch,
      allow: (type, way, allowed) => store.update({ preferences: { [type]: { [way]: allowed } } }),
    }),
    [store, view],
  );
}
