import type { Logger } from "./logger.js";
import type { ConnectionState } from "./states.js";
import type { WebSocketConstructor } from "./web-socket.js";

/** What a `BelfryClient` is made with (product 5.1). */
export interface ClientOptions {
  /** The server's base, `http(s)://host[:port][/prefix]`. */
  readonly url: string | URL;
  /**
   * A user JWT or a connection token, asked for before each attempt. Rejecting with `SignedOut` ends the connection;
   * any other rejection, and no answer within 30 s, is tried again with backoff. Never logged.
   */
  readonly token: () => Promise<string>;
  /**
   * Names the socket that the tabs of a browser share, beside the url. Give the user's id where several may sign in.
   */
  readonly user?: string;
  /** One socket for all tabs of the browser, or one for each. "browser", or "tab" where the browser cannot share. */
  readonly sharing?: "browser" | "tab";
  /** Whether what was handed to the listeners is acknowledged. true. */
  readonly ack?: boolean;
  /** Resume from this position at first, such as the `cursor` of a page that was fetched over HTTP. */
  readonly since?: string;
  /** Where the client says what it does. Nowhere. */
  readonly logger?: Logger;
  readonly onStateChange?: (from: ConnectionState, to: ConnectionState, reason: string, at: number) => void;
  /** Makes the sockets where there is no global `WebSocket`, such as in Node.js before 22. */
  readonly WebSocket?: WebSocketConstructor;
}
