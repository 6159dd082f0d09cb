import { useState } from "react";

/** The ids that were ever given while this component is mounted: what ended before one's eyes stays where it was. */
export function useStay(ids: readonly string[]): ReadonlySet<string> {
  const [stayed, setStayed] = useState<ReadonlySet<string>>(new Set());
  const added = ids.filter((id) => !stayed.has(id));
  // Setting state while rendering, as React allows for state that follows from properties: no frame without it is shown.
  if (added.length > 0) setStayed(new Set([...stayed, ...added]));
  return stayed;
}
