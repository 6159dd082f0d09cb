import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { belfryBinary } from "./binary.ts";
import type { BelfryServer } from "./server.ts";

const run = promisify(execFile);

/** A user JWT that holds for `ttl`, like `3s`, made as an operator makes one. */
export async function userToken(server: BelfryServer, user: string, ttl = "1h", scopes: readonly string[] = []): Promise<string> {
  const args = ["token", "jwt", "--config", server.configPath, "--user", user, "--ttl", ttl];
  const { stdout } = await run(belfryBinary(), [...args, ...scopes.flatMap((scope) => ["--scope", scope])], { timeout: 10_000 });
  return stdout.trim();
}
