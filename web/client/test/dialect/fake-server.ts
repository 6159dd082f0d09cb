import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { WebSocketServer } from "ws";

import type { Announcement, Change } from "../../src/generated/bodies.js";
import type { Backend } from "./backend.js";
import { FakeLog } from "./fake-log.js";
import { FakeSession } from "./fake-session.js";

const PROTOCOL = "belfry.notifications.v1";

/** The notifications dialect in this process, over real sockets. Its inboxes live as long as it does. */
export class FakeServer implements Backend {
  readonly #logs = new Map<string, FakeLog>();
  readonly #announcements: Announcement[] = [];
  readonly #sessions = new Set<FakeSession>();
  #server: WebSocketServer | undefined;
  #port = 0;

  static async start(): Promise<FakeServer> {
    const fake = new FakeServer();
    await fake.#listen();
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async #listen(): Promise<void> {
    const handleProtocols = (offered: Set<string>) => offered.has(PROTOCOL) && PROTOCOL;
    const server = new WebSocketServer({ host: "127.0.0.1", port: this.#port, path: "/ws", handleProtocols });
    await once(server, "listening");
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    this.#port = address.port;
    this.#server = server;
    server.on("connection", (socket, request) => {
      const user = /bearer\.fake\.(\w+)/.exec(request.headers["sec-websocket-protocol"] ?? "")?.[1] ?? "nobody";
      const tellOthers = (change: Change, from: FakeSession) => this.#tell(user, change, from);
      const session = new FakeSession(user, this.#log(user), socket, this.#announcements, tellOthers);
      this.#sessions.add(session);
      socket.on("close", () => this.#sessions.delete(session));
      session.greet(new URL(request.url ?? "", this.url).searchParams.get("since"));
    });
  }

  token(user: string): Promise<string> {
    return Promise.resolve(`fake.${user}`);
  }

  publish(user: string, title: string): Promise<string> {
    const id = randomUUID();
    this.#tell(user, this.#log(user).add(id, title));
    return Promise.resolve(id);
  }

  isDelivered(user: string, notificationId: string): Promise<boolean> {
    return Promise.resolve(this.#log(user).items.get(notificationId)?.delivered === true);
  }

  announce(title: string): Promise<string> {
    const announcement = this.#announcements.length + 1;
    const one = { id: randomUUID(), type: "system_announcement", title, createdAt: Date.now(), announcement };
    this.#announcements.push(one);
    for (const session of this.#sessions) session.say("notification", one);
    return Promise.resolve(one.id);
  }

  broadcast(user: string, data: { readonly title: string; readonly message: string }): Promise<void> {
    for (const session of this.#of(user)) session.say("message", { type: "notification", data });
    return Promise.resolve();
  }

  disconnect(user: string): Promise<void> {
    for (const { socket } of this.#of(user)) socket.close(4503, '{"code":"DISCONNECTED"}');
    return Promise.resolve();
  }

  async restart(): Promise<void> {
    for (const session of this.#sessions) {
      session.say("reconnect", { retryAfterMs: 50, reason: "SERVER_SHUTDOWN" });
      session.socket.close(1001, '{"code":"SERVER_SHUTDOWN","retryAfterMs":50}');
    }
    await this.stop();
    await this.#listen();
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    await Promise.all([...server.clients].map((socket) => once(socket, "close")));
    await closed;
  }

  #tell(user: string, change: Change, except?: FakeSession): void {
    for (const session of this.#of(user)) if (session !== except) session.tell(change);
  }

  #of(user: string): FakeSession[] {
    return [...this.#sessions].filter((session) => session.user === user);
  }

  #log(user: string): FakeLog {
    const log = this.#logs.get(user) ?? new FakeLog();
    this.#logs.set(user, log);
    return log;
  }
}
