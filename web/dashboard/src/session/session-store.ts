import { SignedOut } from "@belfry/client";
import { type Account, type AccountOptions } from "./account.js";
import { adminScope, claimsOf } from "./claims.js";
import type { DevIdentity } from "./dev-login.js";
import { keep, type KeptSession, readKept, type SessionShelf } from "./kept-session.js";

/** Who is signed in. */
export type SessionState =
  | { readonly phase: "out"; /** Why, when the user did not ask for it. */ readonly notice?: string }
  | { readonly phase: "in"; readonly account: Account };

/** What a session is made of, so that tests can bring their own. */
export interface SessionParts {
  readonly shelf: () => SessionShelf;
  readonly login: (identity: DevIdentity) => Promise<string>;
  readonly open: (options: Omit<AccountOptions, "server">) => Account;
  readonly now: () => number;
}

/** A timer of a browser holds no more milliseconds. */
const longestTimer = 2 ** 31 - 1;

const ended = "Your session has ended. Sign in again.";

/**
 * Who is signed in in this tab, and the token. At the token's expiry a user of development gets a new one, others are
 * signed out. Lives as long as the page.
 */
export class SessionStore {
  readonly #parts: SessionParts;
  readonly #listeners = new Set<() => void>();
  #kept: KeptSession | undefined;
  #state: SessionState = { phase: "out" };
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<string> | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const kept = readKept(parts.shelf);
    if (kept) this.#begin(kept);
  }

  readonly getSnapshot = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Rejects with an `ApiError` when the server refuses. */
  readonly signIn = async (identity: DevIdentity): Promise<void> => {
    const token = await this.#parts.login(identity);
    if (!this.#begin({ token, identity })) throw new Error("the server's token names no user");
  };

  /** Answers whether this is a token, of a user, that has not expired. */
  readonly signInWith = (token: string): boolean => this.#begin({ token });

  readonly signOut = (notice?: string): void => {
    clearTimeout(this.#expiry);
    this.#kept = undefined;
    this.#renewing = undefined;
    keep(this.#parts.shelf, undefined);
    this.#set(notice === undefined ? { phase: "out" } : { phase: "out", notice });
  };

  /** A token that holds. Rejects with `SignedOut` when there is none, with an `ApiError` when no server says. */
  readonly #token = async (): Promise<string> => {
    const kept = this.#kept;
    if (!kept) throw new SignedOut();
    return this.#isExpired(kept.token) ? this.#renew() : kept.token;
  };

  #begin(session: KeptSession): boolean {
    const claims = claimsOf(session.token);
    // An expired token is good for a user of development, who gets a new one at its first use.
    if (!claims || (this.#isExpired(session.token) && !session.identity)) return false;
    this.#keep(session);
    const { userId, scopes } = claims;
    const account = this.#parts.open({ userId, isAdmin: scopes.includes(adminScope), token: this.#token });
    this.#set({ phase: "in", account });
    return true;
  }

  #keep(session: KeptSession): void {
    this.#kept = session;
    keep(this.#parts.shelf, session);
    clearTimeout(this.#expiry);
    const expiresAt = claimsOf(session.token)?.expiresAt;
    if (expiresAt === undefined) return;
    const left = Math.max(0, expiresAt - this.#parts.now());
    // What fails here is said by the state; those who ask for the token hear of it themselves.
    this.#expiry = setTimeout(() => void this.#token().catch(() => undefined), Math.min(left, longestTimer));
  }

  /** One request, however many ask. */
  #renew(): Promise<string> {
    this.#renewing ??= this.#newToken().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #newToken(): Promise<string> {
    const identity = this.#kept?.identity;
    if (!identity) return this.#end();
    const token = await this.#parts.login(identity).catch((reason: unknown) => {
      const status: unknown = reason instanceof Error ? Reflect.get(reason, "status") : undefined;
      // Without an answer the session may still be good: whoever needs the token asks again.
      if (typeof status === "number" && status >= 400 && status < 500) return this.#end();
      throw reason;
    });
    if (this.#kept?.identity !== identity) throw new SignedOut();
    this.#keep({ token, identity });
    return token;
  }

  #end(): never {
    this.signOut(ended);
    throw new SignedOut(ended);
  }

  #isExpired(token: string): boolean {
    return (claimsOf(token)?.expiresAt ?? Infinity) <= this.#parts.now();
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
