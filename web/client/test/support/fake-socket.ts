import type { ConnectedPayload, ServerMessage } from "../../src/generated/protocol.js";
import type { WebSocketLike } from "../../src/web-socket.js";

type MessageHandler = ((event: { data: string }) => void) | null;
type CloseHandler = ((event: { code: number; reason: string }) => void) | null;

export const GREETING: ConnectedPayload = {
  connectionId: "conn_1",
  userId: "ada",
  rev: 42,
  unread: 3,
  unseen: 2,
  cursor: "1a2b3c4d.42.0",
  channels: [],
  heartbeatSeconds: 30,
  maxMessageBytes: 131_072,
  expiresAt: 1_795_226_400_123,
};

/** A socket whose other end is the test. Those that a client made stand in `FakeSockets.made`. */
export class FakeSocket implements WebSocketLike {
  onopen: (() => void) | null = null;
  onmessage: MessageHandler = null;
  onclose: CloseHandler = null;
  onerror: (() => void) | null = null;
  readonly url: URL;
  readonly sent: { id: string; type: string; payload: Record<string, unknown> }[] = [];
  closed = false;
  #ids = 0;

  constructor(
    url: string,
    readonly protocols: string[],
  ) {
    this.url = new URL(url);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.closed = true;
  }

  /** What the server says. */
  says<Type extends ServerMessage["type"]>(
    type: Type,
    payload: Extract<ServerMessage, { type: Type }>["payload"],
    id = `s${(this.#ids += 1)}`,
  ): void {
    this.onmessage?.({ data: JSON.stringify({ id, type, timestamp: 0, payload }) });
  }

  greets(changes: Partial<ConnectedPayload> = {}): void {
    this.says("connected", { ...GREETING, ...changes });
  }

  /** The server closes, or the network does. */
  ends(code = 1006, reason: object | "" = ""): void {
    this.onclose?.({ code, reason: reason === "" ? "" : JSON.stringify(reason) });
  }

  sentOf(type: string): Record<string, unknown>[] {
    return this.sent.filter((message) => message.type === type).map(({ payload }) => payload);
  }
}

/** The sockets that clients made, in order. */
export class FakeSockets {
  readonly made: FakeSocket[] = [];
  readonly WebSocket: new (url: string, protocols: string[]) => FakeSocket;

  constructor() {
    const { made } = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        made.push(this);
      }
    };
  }

  get last(): FakeSocket {
    const last = this.made.at(-1);
    if (last === undefined) throw new Error("no socket was made");
    return last;
  }
}
