import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Received {
  readonly call: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
  /** Resolves when the client is gone before it got an answer. */
  readonly aborted: Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** "hang up": the connection ends without an answer, after the request was read. "silent": nothing is answered. */
export type Script = Reply | "hang up" | "silent";

/** A real HTTP server on a port of its own that answers as it is told to, and as Belfry would where it is not. */
export class FakeServer {
  readonly received: Received[] = [];
  connections = 0;
  on: (request: Received) => Script | undefined | Promise<Script | undefined> = () => undefined;

  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const call = `${request.method} ${request.url}`;
        const aborted = new Promise<void>((resolve) => response.on("close", resolve));
        const received = { call, headers: request.headers, body: text === "" ? {} : JSON.parse(text), aborted };
        this.received.push(received);
        for (const check of [...this.#waiting]) check();
        void Promise.resolve(this.on(received)).then((told) => {
          const script = told ?? usual(received);
          if (script === "hang up") return void request.socket.destroy();
          if (script === "silent") return;
          response.writeHead(script.status, { "content-type": "application/json", ...script.headers });
          response.end(script.body === undefined ? "" : JSON.stringify(script.body));
        });
      });
    });
    this.#server.on("connection", (socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  static async start(port = 0): Promise<FakeServer> {
    const fake = new FakeServer();
    await new Promise<void>((resolve) => fake.#server.listen(port, "127.0.0.1", resolve));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  calls(): string[] {
    return this.received.map(({ call }) => call);
  }

  of(call: string): Received[] {
    return this.received.filter((request) => request.call === call);
  }

  /** The requests of a call, once there are as many. The test's own time limit is the deadline. */
  async expect(call: string, count = 1): Promise<Received[]> {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (this.of(call).length < count) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
    return this.of(call);
  }
}

export const problem = (status: number, code: string): Reply => ({ status, body: { status, code, detail: "secret" } });

function usual({ call }: Received): Reply {
  switch (call) {
    case "POST /jobs":
      return { status: 201, body: { jobId: "job_1", status: "queued" } };
    case "POST /notifications":
      return { status: 202, body: { id: "n1", accepted: 1, suppressed: [] } };
    case "POST /broadcast":
      return { status: 200, body: { successCount: 2, failureCount: 0 } };
    default:
      return { status: 202, body: {} };
  }
}
