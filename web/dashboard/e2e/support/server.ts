import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { belfryBinary } from "./binary.ts";
import { freePort } from "./free-port.ts";
import { type Settings, toToml } from "./settings.ts";
import { until } from "./until.ts";

const startMs = 20_000;

/** `belfry serve --dev` on the loopback, with a folder of its own. Whoever starts one disposes of it. */
export class BelfryServer {
  readonly #changes: Settings;
  #folder = "";
  #port = 0;
  #child: ChildProcess | undefined;

  constructor(changes: Settings = {}) {
    this.#changes = changes;
  }

  /** The same over restarts. */
  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The file that `belfry token --config` takes, too. */
  get configPath(): string {
    return join(this.#folder, "belfry.toml");
  }

  /** Starts it, for the first time or again on the same port and data. `publicUrl`: where browsers reach it, if not at `url`. */
  async start(publicUrl?: string): Promise<void> {
    if (this.#folder === "") {
      this.#folder = mkdtempSync(join(tmpdir(), "belfry-e2e-"));
      this.#port = await freePort();
      const address = { listen: `127.0.0.1:${this.#port}`, public_url: publicUrl ?? this.url };
      writeFileSync(this.configPath, toToml({ ...this.#changes, server: { ...this.#changes["server"], ...address } }));
    }
    const log = openSync(this.#logPath, "a");
    const data = join(this.#folder, "data");
    const child = spawn(belfryBinary(), ["serve", "--dev", "--config", this.configPath, "--data-dir", data], {
      stdio: ["ignore", log, log],
      env: withoutSettings(process.env),
    });
    closeSync(log);
    this.#child = child;
    await until("the server is ready", () => this.#isReady(child), startMs);
  }

  /** As a power cut ends it. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  /** Ends it and removes what it wrote. */
  async dispose(): Promise<void> {
    await this.kill();
    if (this.#folder !== "") rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = "";
  }

  get #logPath(): string {
    return join(this.#folder, "belfry.log");
  }

  async #isReady(child: ChildProcess): Promise<true | undefined> {
    if (child.exitCode !== null) throw new Error(`The server ended at its start:\n${readFileSync(this.#logPath, "utf8")}`);
    const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
    return answer?.ok === true ? true : undefined;
  }
}

/** Variables would win over the file. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isSetting = (name: string) => /^(BELFRY|WEBSOCKET|COGNITO)_/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSetting(name)));
}
