import { memberOf, textOf } from "../http/member-of.js";
import type { DevIdentity } from "./dev-login.js";

/** What outlives a reload of the tab, and nothing more: never another tab, never the browser. */
export interface KeptSession {
  readonly token: string;
  /** Who signed in by the form of development; a new token is asked for with it. */
  readonly identity?: DevIdentity;
}

/** What is used of a `Storage`. */
export type SessionShelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const key = "belfry-session";

/** Undefined when there is none, or when the browser refuses to tell. */
export function readKept(shelf: () => SessionShelf): KeptSession | undefined {
  try {
    const kept: unknown = JSON.parse(shelf().getItem(key) ?? "null");
    const token = textOf(kept, "token");
    if (token === undefined) return undefined;
    const identity = identityOf(memberOf(kept, "identity"));
    return identity ? { token, identity } : { token };
  } catch {
    return undefined;
  }
}

/** Keeps it, or with undefined forgets it. Answers whether the browser did; without it a reload signs out. */
export function keep(shelf: () => SessionShelf, session: KeptSession | undefined): boolean {
  try {
    if (session === undefined) shelf().removeItem(key);
    else shelf().setItem(key, JSON.stringify(session));
    return true;
  } catch {
    return false;
  }
}

function identityOf(value: unknown): DevIdentity | undefined {
  const userId = textOf(value, "userId");
  const scopes = memberOf(value, "scopes");
  if (userId === undefined || !Array.isArray(scopes)) return undefined;
  return { userId, scopes: scopes.filter((scope) => typeof scope === "string") };
}
