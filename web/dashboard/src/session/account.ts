import { ApiError, BelfryApi, BelfryClient, SignedOut } from "@belfry/client";

/** How an account gets at tokens. */
export interface TokenSource {
  /** A JWT that holds now. Rejects with `SignedOut` when there is none any more. */
  readonly token: () => Promise<string>;
}

/** One signed-in user: the connection and the routes. Made once a sign-in; the provider opens and closes the connection. */
export interface Account {
  readonly userId: string;
  readonly isAdmin: boolean;
  readonly server: string;
  readonly client: BelfryClient;
  readonly api: BelfryApi;
  readonly token: () => Promise<string>;
}

/** What opens an account. */
export interface AccountOptions extends TokenSource {
  readonly server: string;
  readonly userId: string;
  readonly isAdmin: boolean;
}

/** Puts the parts together. Nothing is sent before the client connects. */
export function openAccount({ server, userId, isAdmin, token }: AccountOptions): Account {
  const api = new BelfryApi({ url: server, token });
  const client = new BelfryClient({ url: server, user: userId, token: () => tokenForConnection(api, token) });
  return { userId, isAdmin, server, client, api, token };
}

/**
 * A token for one connection, which every server takes, also one that takes no JWT there. In-app notifications that are
 * switched off end the connection: a browser hides that refusal, so it is asked for here (product 1.3, 5.1).
 */
async function tokenForConnection(api: BelfryApi, jwt: () => Promise<string>): Promise<string> {
  try {
    return (await api.connectionToken()).token;
  } catch (reason) {
    if (!(reason instanceof ApiError)) throw reason;
    if (reason.code === "IN_APP_DISABLED") throw new SignedOut("IN_APP_DISABLED");
    // So many reloads within a minute that there are no more connection tokens: most servers take the JWT as well.
    if (reason.code === "RATE_LIMITED") return jwt();
    throw reason;
  }
}
