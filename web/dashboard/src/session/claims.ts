import { memberOf, numberOf, textOf } from "../http/member-of.js";

/** What the page reads in a user's JWT. Only the server checks the signature. */
export interface Claims {
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Unix milliseconds; undefined when the token does not say. */
  readonly expiresAt: number | undefined;
}

/** The scope of the admin page. */
export const adminScope = "belfry:admin";

/** Undefined for what is no JWT, or names no user. */
export function claimsOf(token: string): Claims | undefined {
  const parts = token.split(".");
  if (parts.length !== 3 || parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part))) return undefined;
  const claims = decoded(parts[1] ?? "");
  const userId = textOf(claims, "sub");
  if (userId === undefined || userId === "") return undefined;
  const expires = numberOf(claims, "exp");
  return { userId, scopes: scopesOf(memberOf(claims, "scope")), expiresAt: expires === undefined ? undefined : expires * 1000 };
}

function scopesOf(scope: unknown): readonly string[] {
  if (typeof scope === "string") return scope.split(" ").filter((name) => name !== "");
  return Array.isArray(scope) ? scope.filter((name) => typeof name === "string") : [];
}

function decoded(part: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
