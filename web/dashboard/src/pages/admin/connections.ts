import { badAnswer, callForJson, callForText } from "../../http/call.js";
import { memberOf, textOf } from "../../http/member-of.js";
import type { Account } from "../../session/account.js";

/** A live connection, as far as the table shows it. Times are ISO 8601. */
export interface ConnectionRow {
  readonly connectionId: string;
  readonly userId: string;
  readonly dialect: string;
  readonly sourceIp: string;
  readonly connectedAt: string;
  readonly lastActiveAt: string;
  readonly userAgent: string | undefined;
}

/** A page of connections. */
export interface ConnectionPage {
  readonly items: readonly ConnectionRow[];
  readonly nextCursor: string | undefined;
}

/** What is asked for. Empty text: all users, the first page. */
export interface ConnectionQuery {
  readonly userId: string;
  readonly cursor: string | undefined;
}

type Operator = Pick<Account, "server" | "token">;

const pageSize = 50;

/** Rejects with an `ApiError`. */
export async function fetchConnections({ server, token }: Operator, { userId, cursor }: ConnectionQuery): Promise<ConnectionPage> {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (userId !== "") query.set("userId", userId);
  if (cursor !== undefined) query.set("cursor", cursor);
  return connectionPageOf(await callForJson({ method: "GET", url: `${server}/connections?${query}`, token: await token() }));
}

/** Ends one; its client does not come back by itself. Rejects with an `ApiError`: 410 for one that is gone already. */
export async function disconnect({ server, token }: Operator, connectionId: string): Promise<void> {
  const url = `${server}/connections/${encodeURIComponent(connectionId)}`;
  await callForText({ method: "DELETE", url, token: await token() });
}

/** Throws an `ApiError` for what is no page of connections. */
export function connectionPageOf(answer: unknown): ConnectionPage {
  const items = memberOf(answer, "items");
  if (!Array.isArray(items)) throw badAnswer("the answer lists no connections");
  return { items: items.flatMap((item: unknown) => rowOf(item) ?? []), nextCursor: textOf(answer, "nextCursor") };
}

function rowOf(item: unknown): ConnectionRow | undefined {
  const connectionId = textOf(item, "connectionId");
  const userId = textOf(item, "userId");
  if (connectionId === undefined || userId === undefined) return undefined;
  return {
    connectionId,
    userId,
    dialect: textOf(item, "dialect") ?? "",
    sourceIp: textOf(item, "sourceIp") ?? "",
    connectedAt: textOf(item, "connectedAt") ?? "",
    lastActiveAt: textOf(item, "lastActiveAt") ?? "",
    userAgent: textOf(item, "userAgent"),
  };
}
