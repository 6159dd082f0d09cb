import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Backend } from "./backend.js";

const BUILD = new URL("../../../../build/", import.meta.url);
const BUILT = ["release", "dev"].map((name) => fileURLToPath(new URL(`${name}/belfry`, BUILD)));
const START_MS = 20_000;

/** The server that was built last, undefined when none was. `BELFRY_BINARY` names another one. */
export const BINARY: string | undefined =
  process.env["BELFRY_BINARY"] ?? BUILT.filter(existsSync).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];

/** `belfry serve --dev` on a port and a folder of its own. */
export class RealServer implements Backend {
  readonly url: string;
  readonly #directory = mkdtempSync(join(tmpdir(), "belfry-client-"));
  readonly #port: number;
  #process: ChildProcess | undefined;
  #log = "";

  private constructor(port: number) {
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<RealServer> {
    const server = new RealServer(await freePort());
    await server.#spawn();
    return server;
  }

  async #spawn(): Promise<void> {
    if (BINARY === undefined) throw new Error("no server was built");
    const listen = `127.0.0.1:${this.#port}`;
    const child = spawn(BINARY, ["serve", "--dev", "--data-dir", this.#directory, "--listen", listen], {
      cwd: this.#directory,
      env: { PATH: process.env["PATH"], BELFRY_SERVER_DRAIN_SECONDS: "1" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = child;
    child.stderr.on("data", (chunk: Buffer) => (this.#log += chunk.toString()));
    const end = Date.now() + START_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`the server did not start\n${this.#log}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  }

  async token(user: string): Promise<string> {
    const answer = await this.#call("POST", "/dev/login", { userId: user });
    return String(Reflect.get(answer, "token"));
  }

  async publish(user: string, title: string): Promise<string> {
    const answer = await this.#call("POST", "/notifications", { userId: user, type: "new_comment", title });
    return String(Reflect.get(answer, "id"));
  }

  async isDelivered(user: string, notificationId: string): Promise<boolean> {
    const report = await this.#call("GET", `/notifications/${notificationId}/delivery?userId=${user}`);
    return JSON.stringify(report).includes("deliveredAt");
  }

  async announce(title: string): Promise<string> {
    const answer = await this.#call("POST", "/notifications", { audience: "all", type: "system_announcement", title });
    return String(Reflect.get(answer, "id"));
  }

  async broadcast(userId: string, data: { readonly title: string; readonly message: string }): Promise<void> {
    await this.#call("POST", "/broadcast", { target: { userId }, message: { type: "notification", data } });
  }

  async disconnect(user: string): Promise<void> {
    await this.#call("DELETE", `/users/${user}/connections`);
  }

  /** Answers the job's id. */
  async startJob(userId: string, title: string): Promise<string> {
    const answer = await this.#call("POST", "/jobs", { userId, kind: "import", title, stages: [{ name: "parse" }] });
    return String(Reflect.get(answer, "jobId"));
  }

  async restart(): Promise<void> {
    await this.#end();
    await this.#spawn();
  }

  async stop(): Promise<void> {
    await this.#end();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #end(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
  }

  async #call(method: string, path: string, body?: object): Promise<object> {
    const key = /^key = "(.*)"$/m.exec(readFileSync(join(this.#directory, "dev.toml"), "utf8"))?.[1];
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) throw new Error(`${method} ${path}: ${text}`);
    return parsed;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  probe.close();
  return address.port;
}
