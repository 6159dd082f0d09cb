import { EventEmitter } from "node:events";

import { afterEach, beforeEach } from "vitest";

import { BelfryPublisher, type LogEntry, type PublisherOptions } from "../src/index.js";
import { FakeServer } from "./fake-server.js";

export const KEY = "service-key-of-the-tests";

export interface Harness {
  server: FakeServer;
  log: LogEntry[];
  /** Resolves when a message is logged. */
  logged(message: string): Promise<LogEntry>;
  /** Quick: what waits in production a second waits here a millisecond. */
  publisher(options?: Partial<PublisherOptions>): BelfryPublisher;
}

/** A server and publishers for each test, ended with it. */
export function harness(): Harness {
  const made: BelfryPublisher[] = [];
  const heard = new EventEmitter();
  const set: Harness = {
    server: undefined as unknown as FakeServer,
    log: [],
    logged(message) {
      const found = set.log.find((entry) => entry.message === message);
      return found ? Promise.resolve(found) : new Promise((resolve) => heard.once(message, resolve));
    },
    publisher(options = {}) {
      const quick = { progressIntervalMs: 0, backoffBaseMs: 1, backoffMaxMs: 5 };
      const log = (entry: LogEntry) => {
        set.log.push(entry);
        heard.emit(entry.message, entry);
      };
      const publisher = new BelfryPublisher({ url: set.server.url, serviceKey: KEY, log, ...quick, ...options });
      made.push(publisher);
      return publisher;
    },
  };
  beforeEach(async () => {
    set.server = await FakeServer.start();
    set.log = [];
  });
  afterEach(async () => {
    await Promise.all(made.splice(0).map((publisher) => publisher.close(0)));
    await set.server.stop();
  });
  return set;
}

export const JOB = { userId: "ada", kind: "import", title: "Parts" };
