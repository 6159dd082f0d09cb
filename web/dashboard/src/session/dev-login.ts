import { badAnswer, callForJson, jsonBody } from "../http/call.js";
import { textOf } from "../http/member-of.js";

/** Who signs in to a server in development. */
export interface DevIdentity {
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** A token for this user. Rejects with an `ApiError`: 404 from a server that is not in development. */
export async function devLogin(server: string, { userId, scopes }: DevIdentity): Promise<string> {
  const body = jsonBody(scopes.length === 0 ? { userId } : { userId, scopes });
  const token = textOf(await callForJson({ method: "POST", url: `${server}/dev/login`, body }), "token");
  if (token === undefined) throw badAnswer("the answer has no token");
  return token;
}
