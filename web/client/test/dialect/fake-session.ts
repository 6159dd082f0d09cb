import { randomUUID } from "node:crypto";

import type { WebSocket } from "ws";

import type { Announcement, Change } from "../../src/generated/bodies.js";
import type { ClientMessage, ServerMessage } from "../../src/generated/protocol.js";
import { EPOCH, type FakeLog } from "./fake-log.js";

type Payload<Type extends ServerMessage["type"]> = Extract<ServerMessage, { type: Type }>["payload"];

/** One connection of the fake server. It says what a client comes for at once: there is no store to wait for. */
export class FakeSession {
  constructor(
    readonly user: string,
    readonly log: FakeLog,
    readonly socket: WebSocket,
    readonly announcements: readonly Announcement[],
    private readonly tellOthers: (change: Change, from: FakeSession) => void,
  ) {
    socket.on("message", (data) => this.#hear(JSON.parse(String(data))));
  }

  say<Type extends ServerMessage["type"]>(type: Type, payload: Payload<Type>, id: string = randomUUID()): void {
    this.socket.send(JSON.stringify({ id, type, timestamp: Date.now(), payload }));
  }

  greet(since: string | null): void {
    const { rev, unread, channels } = this.log;
    this.say("connected", {
      connectionId: `conn_${randomUUID()}`,
      userId: this.user,
      ...{ rev, unread, unseen: unread, cursor: this.#cursor(), channels },
      ...{ heartbeatSeconds: 30, maxMessageBytes: 131_072, expiresAt: Date.now() + 7_200_000 },
    });
    if (since === null) this.#replay();
    else this.#resume(since);
  }

  tell(change: Change, id?: string): void {
    if (change.op === "new") {
      const { unread } = this.log;
      this.say("notification", { ...change.notification, unread, cursor: this.#cursor(change.rev) });
    } else if (change.op === "announcement") {
      this.say("notification", change.notification);
    } else {
      this.say("inbox", { ...this.#state("rev" in change ? change.rev : this.log.rev), changes: [change] }, id);
    }
  }

  #replay(): void {
    for (const { notification, delivered } of this.log.items.values()) {
      if (delivered) continue;
      const { unread } = this.log;
      this.say("notification", { ...notification, unread, cursor: this.#cursor(), replayed: true });
    }
  }

  #resume(since: string): void {
    const [epoch, rev, announcement] = since.split(".");
    if (epoch !== EPOCH || Number(rev) > this.log.rev) return this.say("resync_required", { rev: this.log.rev });
    for (const change of this.log.changes.slice(Number(rev))) this.tell(change);
    for (const one of this.announcements.slice(Number(announcement))) this.say("notification", one);
  }

  #hear(message: ClientMessage): void {
    const { id, type, payload } = message;
    switch (type) {
      case "ping":
        return this.say("pong", {}, id);
      case "notification:ack":
        return "notificationId" in payload ? this.log.delivered(payload.notificationId) : undefined;
      case "notification:read":
        return this.#read(id, payload);
      case "subscribe":
      case "unsubscribe":
        return this.#channels(id, type, payload.channels);
      case "sync":
        return this.#resume(payload.since);
    }
  }

  #read(id: string, payload: Extract<ClientMessage, { type: "notification:read" }>["payload"]): void {
    const upTo = "upTo" in payload ? Number(String(payload.upTo).split(".").at(-2) ?? payload.upTo) : 0;
    const change = "upTo" in payload ? this.log.readUpTo(upTo) : this.log.read(payload.notificationId);
    if (change === undefined) return this.say("inbox", { ...this.#state(this.log.rev), changes: [] }, id);
    this.tell(change, id);
    this.tellOthers(change, this);
  }

  #channels(id: string, type: "subscribe" | "unsubscribe", channels: readonly string[]): void {
    if (channels.some((name) => !/^[a-z0-9][a-z0-9_.:-]{0,63}$/.test(name))) {
      return this.say("error", { code: "INVALID_CHANNEL", message: "Not a channel name" }, id);
    }
    const kept = this.log.channels.filter((name) => !channels.includes(name));
    this.log.channels = type === "subscribe" ? [...kept, ...channels].sort() : kept;
    this.say(type === "subscribe" ? "subscribed" : "unsubscribed", { channels: this.log.channels }, id);
  }

  #state(rev: number) {
    return { rev, unread: this.log.unread, unseen: this.log.unread, cursor: this.#cursor(rev) };
  }

  #cursor(rev = this.log.rev): string {
    return `${EPOCH}.${rev}.${this.announcements.length}`;
  }
}
