import { expect, test } from "vitest";
import { claimsOf } from "../src/session/claims.js";
import { jwtOf } from "./jwt.js";

test("a token tells its user, its scopes and when it expires", () => {
  const token = jwtOf({ sub: "Zoë", scope: "openid belfry:admin", exp: 1_700_000_000 });
  expect(claimsOf(token)).toEqual({ userId: "Zoë", scopes: ["openid", "belfry:admin"], expiresAt: 1_700_000_000_000 });
});

test("scopes may be a list", () => {
  expect(claimsOf(jwtOf({ sub: "ada", scope: ["a", 7, "b"] }))?.scopes).toEqual(["a", "b"]);
});

test.each([
  ["nothing", ""],
  ["two parts", "a.b"],
  ["a payload that is no JSON", "aa.bb.cc"],
  ["a token without a user", jwtOf({ scope: "belfry:admin" })],
  ["bytes that are no base64url", "a.{}.c"],
])("%s is no user's token", (_, token) => {
  expect(claimsOf(token)).toBeUndefined();
});
