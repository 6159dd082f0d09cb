/** What is needed of a socket. Every `WebSocket` of a browser is one, and so is that of the package `ws`. */
export interface WebSocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** Makes a socket, and begins to connect it. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;
