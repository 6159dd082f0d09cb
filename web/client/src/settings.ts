import { baseOf } from "./base-url.js";
import { guarded, type Logger, SILENT } from "./logger.js";
import type { ClientOptions } from "./options.js";
import type { WebSocketConstructor } from "./web-socket.js";

/** The options of a client, checked and complete. */
export interface Settings {
  /** Without a slash at its end. */
  readonly base: string;
  readonly token: () => Promise<string>;
  readonly ack: boolean;
  readonly logger: Logger;
  readonly WebSocket: WebSocketConstructor;
  /** What tabs that share a socket have in common. */
  readonly sharedName: string;
}

/** Throws a `TypeError` for options that could never work. */
export function settingsOf(options: ClientOptions): Settings {
  const made = options.WebSocket ?? globalThis.WebSocket;
  if (made === undefined) throw new TypeError("no global WebSocket: give one as an option");
  const base = baseOf(options.url);
  return {
    base,
    token: options.token,
    ack: options.ack ?? true,
    logger: guarded(options.logger ?? SILENT),
    WebSocket: made,
    sharedName: `belfry:${base}:${options.user ?? ""}`,
  };
}
