import type { ServerMessage } from "../generated/protocol.js";
import { parsed } from "../json.js";
import { memberOf } from "../member-of.js";
import type { Settings } from "../settings.js";
import type { WebSocketLike } from "../web-socket.js";
import { serverMessageOf } from "./server-message.js";

/** What the end of a socket says. */
export interface SocketEnd {
  readonly code: number;
  /** The server's code from the close frame; "" when there is none. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
}

/** What a socket tells until it was dropped. */
export interface SocketHost {
  message(message: ServerMessage): void;
  ended(end: SocketEnd): void;
}

/**
 * One WebSocket of the notifications dialect. Throws what the constructor throws, which may quote the token: do not log
 * it.
 */
export class Socket {
  readonly #socket: WebSocketLike;

  constructor(settings: Settings, token: string, since: string | undefined, host: SocketHost) {
    const query = new URLSearchParams({ ...(settings.ack && { ack: "1" }), ...(since !== undefined && { since }) });
    const url = `${settings.base.replace(/^http/, "ws")}/ws?${query}`;
    // As a subprotocol, because proxies write query strings to their logs.
    const socket = new settings.WebSocket(url, ["belfry.notifications.v1", `bearer.${token}`]);
    socket.onmessage = (event: { readonly data: unknown }) => {
      const message = serverMessageOf(event.data);
      if (message !== undefined) host.message(message);
    };
    socket.onclose = (event: { readonly code: number; readonly reason: string }) => host.ended(endOf(event));
    // A close follows, and browsers say nothing more than that.
    socket.onerror = nothing;
    this.#socket = socket;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Closes, and tells nothing any more. */
  drop(): void {
    this.#socket.onmessage = nothing;
    this.#socket.onclose = nothing;
    this.#socket.close();
  }
}

const nothing = () => {};

function endOf({ code, reason }: { readonly code: number; readonly reason: string }): SocketEnd {
  const told = parsed(reason);
  const [name, retryAfterMs] = [memberOf(told, "code"), memberOf(told, "retryAfterMs")];
  return {
    code,
    reason: typeof name === "string" ? name : "",
    retryAfterMs: typeof retryAfterMs === "number" ? retryAfterMs : undefined,
  };
}
