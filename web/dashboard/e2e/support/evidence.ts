import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../evidence/", import.meta.url));

/** The path of a file that a run leaves behind, in a folder that exists. */
export function evidence(name: string): string {
  const path = folder + name;
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
