import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { BelfryApi } from "../src/api/belfry-api.js";

let server: Server;
let url: string;
let calls: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  calls = [];
  answer = (_, response) => void response.end("{}");
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      calls.push(`${request.method} ${request.url}${body === "" ? "" : ` ${body}`}`);
      answer(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `http://127.0.0.1:${address.port}/prefix`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const api = (more: { token?: () => Promise<string>; timeoutMs?: number } = {}) =>
  new BelfryApi({ url, token: () => Promise.resolve("t.o.ken"), ...more });

function problem(status: number, body: object, headers: Record<string, string> = {}): void {
  answer = (_, response) => void response.writeHead(status, headers).end(JSON.stringify(body));
}

test("every route is called as the server has it", async () => {
  const user = api();
  await user.notifications({ limit: 10, unread: true, type: "new_like" });
  await user.notifications();
  await user.changes("1a2b3c4d.42.0");
  await user.read("a/b");
  await user.readAll();
  await user.readAll("1a2b3c4d.42.0");
  await user.seen(42);
  await user.preferences();
  await user.patchPreferences({ emailEnabled: null });
  await user.channels();
  await user.addChannel("board:7");
  await user.removeChannel("board:7");
  await user.jobs({ unfinished: true });
  await user.job("job_1");
  await user.cancelJob("job_1");
  await user.connectionToken(["news"]);

  expect(calls.map((call) => call.replace("/prefix", ""))).toEqual([
    "GET /notifications?limit=10&unread=true&type=new_like",
    "GET /notifications",
    "GET /notifications/changes?since=1a2b3c4d.42.0",
    "POST /notifications/a%2Fb/read",
    "POST /notifications/read-all {}",
    'POST /notifications/read-all {"upTo":"1a2b3c4d.42.0"}',
    'POST /notifications/seen {"upTo":42}',
    "GET /notifications/preferences",
    'PATCH /notifications/preferences {"emailEnabled":null}',
    "GET /channels",
    "PUT /channels/board%3A7",
    "DELETE /channels/board%3A7",
    "GET /jobs?unfinished=true",
    "GET /jobs/job_1",
    "POST /jobs/job_1/cancel",
    'POST /ws/token {"channels":["news"]}',
  ]);
});

test("each call asks for the token, and sends it", async () => {
  const seen: (string | undefined)[] = [];
  answer = (request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  };
  const token = vi.fn<() => Promise<string>>().mockResolvedValueOnce("one").mockResolvedValueOnce("two");
  const user = api({ token });
  await user.channels();
  await user.channels();

  expect(seen).toEqual(["Bearer one", "Bearer two"]);
});

test("an answer without a body is none", async () => {
  answer = (_, response) => void response.writeHead(204).end();

  await expect(api().remove("n1")).resolves.toBeUndefined();
});

test("a refusal tells status, code, where it was wrong and when to come again", async () => {
  const errors = [{ pointer: "/upTo", code: "pattern", detail: "must be a cursor or a rev" }];
  problem(422, { code: "VALIDATION_FAILED", detail: "Validation failed", errors }, { "retry-after": "7" });

  await expect(api().seen("x")).rejects.toMatchObject({
    name: "ApiError",
    ...{ status: 422, code: "VALIDATION_FAILED", detail: "Validation failed", errors, retryAfterMs: 7_000 },
  });
});

test("an answer of something that is no Belfry is told as such", async () => {
  answer = (_, response) => void response.writeHead(502).end("<html>");
  await expect(api().channels()).rejects.toMatchObject({ status: 502, code: "BAD_ANSWER" });

  answer = (_, response) => void response.end("<html>");
  await expect(api().channels()).rejects.toMatchObject({ status: 200, code: "BAD_ANSWER" });
});

test("a server that does not answer, or a token that does not come, ends in a timeout", async () => {
  answer = () => {};
  await expect(api({ timeoutMs: 30 }).channels()).rejects.toMatchObject({ status: 0, code: "TIMEOUT" });

  const never = () => new Promise<string>(() => {});
  await expect(api({ timeoutMs: 30, token: never }).channels()).rejects.toMatchObject({ code: "TIMEOUT" });
});

test("a server that is not there is told without the reason that browsers hide", async () => {
  answer = (request) => void request.socket.destroy();

  await expect(api().channels()).rejects.toMatchObject({ status: 0, code: "NETWORK" });
});

test("what the token callback rejects with, the call rejects with", async () => {
  const failure = new Error("signed out");

  await expect(api({ token: () => Promise.reject(failure) }).channels()).rejects.toBe(failure);
});
