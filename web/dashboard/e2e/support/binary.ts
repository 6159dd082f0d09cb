import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** The server under test: BELFRY_BIN, else the release build, else the one with sanitizers. */
export function belfryBinary(): string {
  const named = process.env["BELFRY_BIN"];
  const candidates = named === undefined ? [`${root}build/release/belfry`, `${root}build/dev/belfry`] : [named];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`No belfry at ${candidates.join(" or ")}: run \`make build\``);
  return found;
}
