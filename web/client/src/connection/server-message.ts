import type { ServerMessage } from "../generated/protocol.js";
import { parsed } from "../json.js";
import { memberOf } from "../member-of.js";

/** A message of the dialect; undefined for what is none. */
export function serverMessageOf(data: unknown): ServerMessage | undefined {
  const message = typeof data === "string" ? parsed(data) : undefined;
  return isServerMessage(message) ? message : undefined;
}

/**
 * The server's tests hold its messages to the schemas that the types come from: members are not checked again. A type
 * that a later server may have is let through, and nobody acts on it.
 */
function isServerMessage(value: unknown): value is ServerMessage {
  const payload = memberOf(value, "payload");
  return typeof memberOf(value, "type") === "string" && typeof payload === "object" && payload !== null;
}
