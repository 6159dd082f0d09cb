import type { Preferences, PreferencesPatch } from "../preference-types.js";

/** What the server will say once it has taken the patch (RFC 7396, for this shape). */
export function patched(preferences: Preferences, patch: PreferencesPatch): Preferences {
  const { quietHours: _old, ...rest } = preferences;
  const quietHours = patch.quietHours === undefined ? preferences.quietHours : (patch.quietHours ?? undefined);
  return {
    ...rest,
    inAppEnabled: said(patch.inAppEnabled, preferences.inAppEnabled),
    emailEnabled: said(patch.emailEnabled, preferences.emailEnabled),
    pushEnabled: said(patch.pushEnabled, preferences.pushEnabled),
    preferences: patchedTypes(preferences.preferences, patch.preferences),
    ...(quietHours && { quietHours }),
  };
}

function patchedTypes(types: Preferences["preferences"], patch: PreferencesPatch["preferences"]): Preferences["preferences"] {
  if (patch === undefined) return types;
  const result = { ...types };
  for (const [type, ways] of Object.entries(patch ?? {})) {
    if (ways === null) delete result[type];
    else result[type] = withoutNull({ ...result[type], ...ways });
  }
  return patch === null ? {} : result;
}

function withoutNull(ways: Record<string, boolean | null | undefined>): Record<string, boolean> {
  const said = Object.entries(ways).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean");
  return Object.fromEntries(said);
}

/** Undefined leaves it, null takes back what was said: what was never said is allowed. */
function said(patch: boolean | null | undefined, before: boolean): boolean {
  return patch === undefined ? before : (patch ?? true);
}
