import { BelfryApi, BelfryClient } from "@belfry/client";
import { expect, test } from "vitest";
import type { ApiPort, ClientPort } from "../src/index.js";
import { Session } from "../src/provider/session.js";

test("the client and the API of @belfry/client are what the kit asks for", () => {
  const options = { url: "http://127.0.0.1:9", token: () => Promise.reject(new Error("signed out")) };
  const client: ClientPort = new BelfryClient({ ...options, sharing: "tab" });
  const api: ApiPort = new BelfryApi(options);
  const session = new Session(client, api);
  expect(session.status.getSnapshot()).toBe("disconnected");
  expect(session.inbox.getSnapshot()).toMatchObject({ phase: "idle", unread: 0 });
});
