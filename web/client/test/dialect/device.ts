import { expect, vi } from "vitest";
import { WebSocket } from "ws";

import { BelfryClient } from "../../src/client.js";
import type { ClientOptions } from "../../src/options.js";
import { listenTo } from "../support/log.js";
import type { Backend } from "./backend.js";

/** A user's client on real sockets, which the test can break. */
export class Device {
  readonly client: BelfryClient;
  readonly heard: string[];
  /** Titles, in the order in which they came. */
  readonly titles: string[] = [];
  readonly #sockets: WebSocket[] = [];

  constructor(backend: Backend, user: string, options: Partial<ClientOptions> = {}) {
    const sockets = this.#sockets;
    const Recorded = class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
    const token = () => backend.token(user);
    this.client = new BelfryClient({ url: backend.url, token, WebSocket: Recorded, ...options });
    this.heard = listenTo(this.client.on.bind(this.client));
    this.client.on("notification", ({ title }) => this.titles.push(title));
  }

  async connected(): Promise<this> {
    this.client.connect();
    await this.until(() => expect(this.heard).toContain("connected"));
    return this;
  }

  /** As when the network goes: nobody says goodbye. */
  breakOff(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Retries what it expects until it holds. */
  until(expectation: () => void | Promise<void>): Promise<void> {
    return vi.waitFor(expectation, { timeout: 8_000, interval: 10 });
  }
}
