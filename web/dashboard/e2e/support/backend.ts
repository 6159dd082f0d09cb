import { type Body, call, listOf, textOf } from "./call.ts";
import type { BelfryServer } from "./server.ts";
import { serviceKey } from "./settings.ts";

/** A service that publishes to the users of the tests, over HTTP. */
export class Backend {
  readonly #server: BelfryServer;

  constructor(server: BelfryServer) {
    this.#server = server;
  }

  /** Publishes; the notification's id. */
  async publish(user: string, title: string, members: Body = {}): Promise<string> {
    return textOf(await this.#call("POST", "/notifications", { userId: user, type: "new_comment", title, ...members }), "id");
  }

  /** Pushes what is kept nowhere to a user's open connections. */
  async broadcast(user: string, data: Body): Promise<void> {
    await this.#call("POST", "/broadcast", { target: { userId: user }, message: { type: "notification", data } });
  }

  /** How many sockets a user has open. */
  async connections(user: string): Promise<number> {
    return listOf(await this.#call("GET", `/connections?userId=${encodeURIComponent(user)}`), "items").length;
  }

  /** A job of two stages that is at work; its id. */
  async beginJob(user: string, title: string): Promise<string> {
    const stages = [
      { name: "parse", weight: 1 },
      { name: "store", weight: 3 },
    ];
    const id = textOf(await this.#call("POST", "/jobs", { userId: user, kind: "import", title, stages }), "jobId");
    await this.report(id, { stage: "parse", stageProgress: 0 });
    return id;
  }

  async report(job: string, progress: Body): Promise<void> {
    await this.#call("POST", `/jobs/${job}/progress`, progress);
  }

  async complete(job: string, results: Body = {}): Promise<void> {
    await this.#call("POST", `/jobs/${job}/complete`, { results });
  }

  async fail(job: string, message: string): Promise<void> {
    await this.#call("POST", `/jobs/${job}/fail`, { error: { code: "BAD_FILE", message } });
  }

  /** Whether the job's user asked for its end. */
  async isCancelRequested(job: string): Promise<boolean> {
    return (await this.#call("GET", `/jobs/${job}/cancel-requested`))["cancelled"] === true;
  }

  #call(method: string, path: string, body?: object): Promise<Body> {
    return call(this.#server.url + path, serviceKey, method, body);
  }
}
