// Serves the handlers of this folder by HTTP, on loopback, in both ways that Belfry calls them:
//
//   POST /2015-03-31/functions/{name}/invocations   as Lambda's Invoke API does, a function that threw included
//   POST /{name}                                    the event in, what the handler returned out; 500 when it threw
//
// {name} is a file here: connect, disconnect, default, sendmessage, whoami. PORT=0 takes any free port.
import { createServer } from "node:http";

const NAMES = ["connect", "disconnect", "default", "sendmessage", "whoami"];
const MAX_EVENT_BYTES = 1024 * 1024;

const handlers = new Map();
for (const name of NAMES) {
  handlers.set(name, (await import(`./${name}.mjs`)).handler);
}

async function body(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_EVENT_BYTES) throw new Error("the event is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response, status, value, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(JSON.stringify(value ?? null));
}

async function serve(request, response) {
  const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url);
  const handler = handlers.get(invoked ? invoked[1] : request.url.slice(1));
  if (request.method !== "POST" || !handler) {
    return answer(response, 404, { Message: `Function not found: ${request.url}` });
  }
  const event = JSON.parse(await body(request));
  try {
    answer(response, 200, await handler(event));
  } catch (error) {
    console.error(error);
    const told = { errorType: error.name, errorMessage: error.message, trace: error.stack.split("\n") };
    answer(response, invoked ? 200 : 500, told, invoked ? { "X-Amz-Function-Error": "Unhandled" } : {});
  }
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => answer(response, 400, { Message: error.message }));
});
server.listen(Number(process.env.PORT ?? 9000), "127.0.0.1", () => {
  console.log(`handlers on http://127.0.0.1:${server.address().port}`);
});
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
