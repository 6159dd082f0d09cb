import { ConnectionStatus } from "../../src/index.js";
import type { Story } from "../story.js";

const states = ["connected", "connecting", "reconnecting", "disconnected"] as const;

/** Every state of the connection. */
export const statusStories: readonly Story[] = states.map((status) => ({
  id: `status-${status}`,
  title: `Connection: ${status}`,
  Show: () => <ConnectionStatus status={status} />,
}));
