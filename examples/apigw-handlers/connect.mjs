// $connect: before the socket is there. Any other status than 2xx refuses the handshake with that status.
import { put } from "./table.mjs";

export const handler = async (event) => {
  const name = event.queryStringParameters?.name;
  if (!name) {
    return { statusCode: 401, body: "Unauthorized" };
  }
  const { connectionId, connectedAt } = event.requestContext;
  await put(connectionId, { name, connectedAt });

  // Nothing is echoed by itself: a browser that offered subprotocols wants to hear which one was taken.
  const offered = event.headers["Sec-WebSocket-Protocol"]?.split(",").map((text) => text.trim()) ?? [];
  if (offered.includes("chat")) {
    return { statusCode: 200, headers: { "Sec-WebSocket-Protocol": "chat" } };
  }
  return { statusCode: 200 };
};
