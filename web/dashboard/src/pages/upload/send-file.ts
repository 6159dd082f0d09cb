import { ApiError } from "@belfry/client";
import { callForJson } from "../../http/call.js";
import { explain } from "../../http/explain.js";
import type { Account } from "../../session/account.js";

/** A file of the largest size, over a slow line. */
const timeoutMs = 120_000;

/** Hands a file to the importer; its progress comes as a job. Rejects with an `ApiError`. */
export async function sendFile({ server, token }: Pick<Account, "server" | "token">, file: File): Promise<void> {
  await callForJson({
    method: "POST",
    url: `${server}/dev/import?fileName=${encodeURIComponent(file.name)}`,
    token: await token(),
    body: { type: "text/csv", content: file },
    timeoutMs,
  });
}

/** Why a file was not taken, and what to do. */
export function explainUpload(reason: unknown): string {
  if (!(reason instanceof ApiError)) return explain(reason);
  switch (reason.status) {
    case 404:
      return "This server imports no files: it does not run in development. Start it with belfry serve --dev to try this.";
    case 501:
      return "This server was built without the importer. Build the target parts-import beside it.";
    case 503:
      return "Four files are being imported already. Wait until one is done, then try again.";
    case 413:
      return "The file is larger than the server takes. Split it.";
    default:
      return explain(reason);
  }
}
