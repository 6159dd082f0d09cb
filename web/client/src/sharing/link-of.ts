import { Connection } from "../connection/connection.js";
import type { Link } from "../link.js";
import type { Settings } from "../settings.js";
import type { Surroundings } from "../surroundings.js";
import { type SharedHost, SharedLink } from "./shared-link.js";

/** A link of the tab's own, or its part in a shared one where that is wanted and can be had. */
export function linkOf(sharing: "browser" | "tab", settings: Settings, host: SharedHost, at: Surroundings): Link {
  if (sharing === "tab" || at.surface === undefined) return new Connection(settings, host);
  return new SharedLink(settings, host, at.surface, () => at.visible());
}
