import { ApiError, SignedOut } from "@belfry/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "../src/session/account.js";
import type { DevIdentity } from "../src/session/dev-login.js";
import { SessionStore } from "../src/session/session-store.js";
import { jwtOf } from "./jwt.js";

const identity: DevIdentity = { userId: "ada", scopes: [] };
let kept: Map<string, string>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  kept = new Map();
});
afterEach(() => vi.useRealTimers());

function tokenFor(seconds: number, scope = ""): string {
  return jwtOf({ sub: "ada", scope, exp: Date.now() / 1000 + seconds });
}

function storeWith(login: (identity: DevIdentity) => Promise<string>): SessionStore {
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const open = ({ userId, isAdmin, token }: Pick<Account, "userId" | "isAdmin" | "token">): Account =>
    ({ userId, isAdmin, token }) as Account;
  return new SessionStore({ shelf: () => shelf, login, open, now: Date.now });
}

function accountOf(store: SessionStore): Account {
  const state = store.getSnapshot();
  if (state.phase !== "in") throw new Error("nobody is signed in");
  return state.account;
}

const never = (): Promise<string> => Promise.reject(new Error("not asked for"));

test("a reload of the tab keeps the user signed in", async () => {
  await storeWith(async () => tokenFor(60)).signIn(identity);
  expect(accountOf(storeWith(never)).userId).toBe("ada");
});

test("signing out leaves nothing behind", async () => {
  const store = storeWith(async () => tokenFor(60));
  await store.signIn(identity);
  const { token } = accountOf(store);
  store.signOut();
  expect(store.getSnapshot()).toEqual({ phase: "out" });
  expect(kept.size).toBe(0);
  await expect(token()).rejects.toBeInstanceOf(SignedOut);
});

test("a pasted token that has expired, or names nobody, is refused", () => {
  const store = storeWith(never);
  expect(store.signInWith(tokenFor(-1))).toBe(false);
  expect(store.signInWith("nonsense")).toBe(false);
  expect(store.getSnapshot().phase).toBe("out");
});

test("only a token with the scope opens the admin page", () => {
  const store = storeWith(never);
  store.signInWith(tokenFor(60, "openid belfry:admin"));
  expect(accountOf(store).isAdmin).toBe(true);
  store.signInWith(tokenFor(60, "belfry:administrator"));
  expect(accountOf(store).isAdmin).toBe(false);
});

test("at its expiry a token of development is replaced, with one request for all who ask", async () => {
  const login = vi.fn(async () => tokenFor(60));
  const store = storeWith(login);
  await store.signIn(identity);
  const account = accountOf(store);
  const first = await account.token();
  await vi.advanceTimersByTimeAsync(60_000);
  const [one, other] = await Promise.all([account.token(), account.token()]);
  expect(login).toHaveBeenCalledTimes(2);
  expect(one).toBe(other);
  expect(one).not.toBe(first);
  expect(accountOf(store)).toBe(account);
});

test("at its expiry a pasted token signs out and says why", async () => {
  const store = storeWith(never);
  store.signInWith(tokenFor(5));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(store.getSnapshot()).toEqual({ phase: "out", notice: expect.stringContaining("Sign in again") });
});

test("a server that refuses a new token signs out; one that is away does not", async () => {
  const login = vi.fn(async () => tokenFor(5));
  const store = storeWith(login);
  await store.signIn(identity);
  login.mockRejectedValue(new ApiError({ status: 0, code: "NETWORK", detail: "away" }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(store.getSnapshot().phase).toBe("in");
  login.mockRejectedValue(new ApiError({ status: 403, code: "FORBIDDEN", detail: "no" }));
  await expect(accountOf(store).token()).rejects.toBeInstanceOf(SignedOut);
  expect(store.getSnapshot().phase).toBe("out");
});

test("a browser that keeps nothing signs in all the same", async () => {
  const refuse = (): never => {
    throw new DOMException("denied", "SecurityError");
  };
  const store = new SessionStore({
    shelf: refuse,
    login: async () => tokenFor(60),
    open: (options) => options as unknown as Account,
    now: Date.now,
  });
  await store.signIn(identity);
  expect(store.getSnapshot().phase).toBe("in");
});
