import { PreferencesTable } from "../../src/index.js";
import type { FakeServer } from "../../test/fake-server.js";
import { Stage } from "../stage.js";
import type { Story } from "../story.js";

function say(server: FakeServer): void {
  server.kept = { ...server.kept, emailEnabled: false, preferences: { new_like: { push: false } } };
}

/** The table as it is, being loaded, and in trouble. */
export const preferenceStories: readonly Story[] = [
  {
    id: "preferences",
    title: "Preferences",
    Show: () => (
      <Stage prepare={say}>
        <PreferencesTable />
      </Stage>
    ),
  },
  {
    id: "preferences-loading",
    title: "Preferences: loading",
    Show: () => (
      <Stage prepare={(server) => void server.hold("preferences")}>
        <PreferencesTable />
      </Stage>
    ),
  },
  {
    id: "preferences-failed",
    title: "Preferences: could not be loaded",
    Show: () => (
      <Stage prepare={(server) => server.refuse("preferences", "no")}>
        <PreferencesTable />
      </Stage>
    ),
  },
  {
    id: "preferences-refused",
    title: "Preferences: the first change is refused",
    Show: () => (
      <Stage prepare={(server) => server.refuse("patchPreferences", "The store is unavailable")}>
        <PreferencesTable />
      </Stage>
    ),
  },
];
