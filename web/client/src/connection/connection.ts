import type { ServerMessage } from "../generated/protocol.js";
import type { Link, LinkHost, Outgoing } from "../link.js";
import { memberOf } from "../member-of.js";
import type { Settings } from "../settings.js";
import type { ConnectionState } from "../states.js";
import { uuid } from "../uuid.js";
import { Heartbeat } from "./heartbeat.js";
import { type Effect, IDLE, type Machine, reduce, stateOf, type Step } from "./machine.js";
import { Socket, type SocketEnd } from "./socket.js";

/** How long the token callback may take, and how long the server until its `connected`. */
const TOKEN_MS = 30_000;
const OPEN_MS = 15_000;

/** One socket at a time, opened again as the machine decides. Owns its timers; `close` ends all of them. */
export class Connection implements Link {
  readonly acknowledges = true;
  readonly #settings: Settings;
  readonly #host: LinkHost;
  readonly #heartbeat: Heartbeat;
  #machine: Machine = IDLE;
  #socket: Socket | undefined;
  #since: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Tells what an attempt brings from what came of an earlier one. */
  #attempt = 0;
  #attemptedAt = 0;
  #greetedAt: number | undefined;

  constructor(settings: Settings, host: LinkHost) {
    this.#settings = settings;
    this.#host = host;
    this.#heartbeat = new Heartbeat({
      ping: () => void this.send({ id: uuid(), type: "ping", payload: {} }),
      silent: () => this.#lose("no answer"),
    });
  }

  get state(): ConnectionState {
    return stateOf(this.#machine);
  }

  connect(): void {
    this.#step({ type: "connect" }, "connect");
  }

  close(): void {
    this.#step({ type: "close" }, "closed");
  }

  wake(): void {
    if (this.#machine.phase === "open") this.#heartbeat.probe();
    else this.#step({ type: "woken", sinceAttemptMs: Date.now() - this.#attemptedAt }, "woken");
  }

  send(message: Outgoing): boolean {
    if (this.#machine.phase !== "open" || this.#socket === undefined) return false;
    this.#socket.send(JSON.stringify({ ...message, timestamp: Date.now() }));
    return true;
  }

  #step(step: Step, reason: string): void {
    const from = this.state;
    const { machine, effect } = reduce(this.#machine, step);
    this.#machine = machine;
    if (effect !== undefined) this.#release();
    const to = this.state;
    if (from !== to) {
      this.#settings.logger.info("belfry: connection", { from, to, reason });
      this.#host.changed({ from, to, reason, at: Date.now() });
    }
    // A listener may have taken another step meanwhile, whose effect is under way then.
    if (effect !== undefined && this.#machine === machine) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case "ask":
        // Without a network nothing reaches the server: that is no attempt to spare it.
        this.#attemptedAt = globalThis.navigator?.onLine === false ? 0 : Date.now();
        this.#loseAfter(TOKEN_MS, "token: timeout");
        void this.#ask(this.#attempt);
        return;
      case "wait":
        this.#settings.logger.debug("belfry: next attempt", { ms: effect.ms });
        this.#timer = setTimeout(() => this.#step({ type: "due" }, "retry"), effect.ms);
        return;
      case "rest":
        return;
    }
  }

  async #ask(attempt: number): Promise<void> {
    try {
      const token = await this.#settings.token();
      if (attempt === this.#attempt) this.#open(token);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      // By its name, so that a second copy of this package on the page is understood.
      if (memberOf(error, "name") === "SignedOut") this.#step({ type: "signed out" }, "signed out");
      else this.#lose("token: failed");
    }
  }

  #open(token: string): void {
    this.#step({ type: "token" }, "token");
    this.#loseAfter(OPEN_MS, "timeout");
    this.#since = this.#host.since();
    try {
      this.#socket = new Socket(this.#settings, token, this.#since, {
        message: (message) => this.#take(message),
        ended: (end) => this.#end(end),
      });
    } catch {
      // Its text may quote the token.
      this.#lose("token: malformed");
    }
  }

  #take(message: ServerMessage): void {
    this.#heartbeat.heard();
    if (message.type === "connected") {
      clearTimeout(this.#timer);
      this.#greetedAt = Date.now();
      this.#heartbeat.start(message.payload.heartbeatSeconds);
      this.#step({ type: "greeted" }, "connected");
    } else if (message.type === "reconnect") {
      this.#step({ type: "advised", retryAfterMs: message.payload.retryAfterMs }, message.payload.reason);
    }
    this.#host.heard(message, this.#since);
  }

  #end({ code, reason, retryAfterMs }: SocketEnd): void {
    if (retryAfterMs !== undefined) this.#step({ type: "advised", retryAfterMs }, reason);
    this.#lose(reason || `closed ${code}`, code);
  }

  #loseAfter(ms: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(reason), ms);
  }

  #lose(reason: string, code?: number): void {
    const livedMs = this.#greetedAt === undefined ? 0 : Date.now() - this.#greetedAt;
    this.#step({ type: "lost", livedMs, random: Math.random(), ...(code !== undefined && { code }) }, reason);
  }

  /** Ends what is under way. */
  #release(): void {
    this.#attempt += 1;
    clearTimeout(this.#timer);
    this.#heartbeat.stop();
    this.#greetedAt = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.drop();
  }
}
