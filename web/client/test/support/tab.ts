import { vi } from "vitest";

import type { ClientOptions } from "../../src/options.js";
import type { Surroundings } from "../../src/surroundings.js";
import { Tab } from "../../src/tab.js";
import type { BrowserTab } from "./browser.js";
import { type FakeSocket, FakeSockets } from "./fake-socket.js";
import { listenTo } from "./log.js";

/** A tab on the test's clock: with a socket of its own, or in a browser whose tabs share one. */
export class TabUnderTest {
  readonly sockets = new FakeSockets();
  /** `connecting connect`: a state and why. */
  readonly states: string[] = [];
  readonly heard: string[];
  readonly tab: Tab;
  wakeUp: () => void = () => {};

  constructor(options: Partial<ClientOptions> = {}, page?: BrowserTab) {
    const surroundings: Surroundings = {
      visible: () => page?.visible ?? true,
      onWake: (listener) => {
        this.wakeUp = listener;
        return () => (this.wakeUp = () => {});
      },
      surface: page,
    };
    const { WebSocket } = this.sockets;
    const token = () => Promise.resolve("t.o.ken");
    this.tab = new Tab({ url: "http://belfry.test/base/", token, WebSocket, ...options }, surroundings);
    this.heard = listenTo(this.tab.emitter.on.bind(this.tab.emitter));
    this.tab.emitter.on("state", ({ to, reason }) => this.states.push(`${to} ${reason}`));
  }

  get socket(): FakeSocket {
    return this.sockets.last;
  }

  /** Asks for the token, and opens a socket. */
  async opening(): Promise<FakeSocket> {
    this.tab.connect();
    await vi.advanceTimersByTimeAsync(0);
    return this.socket;
  }

  /** Connected, and nothing was missed: `n43` is the next that would come. */
  async connected(): Promise<FakeSocket> {
    const socket = await this.opening();
    socket.greets();
    return socket;
  }

  /** Waits as long as a first failure may take. */
  async reopened(): Promise<FakeSocket> {
    await vi.advanceTimersByTimeAsync(1_000);
    return this.socket;
  }
}
