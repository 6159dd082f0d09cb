// $disconnect: when the socket has gone, whoever closed it. Best effort: rows may stay, see send.mjs.
import { remove } from "./table.mjs";

export const handler = async (event) => {
  const { connectionId, disconnectStatusCode, disconnectReason } = event.requestContext;
  console.log(JSON.stringify({ disconnected: connectionId, disconnectStatusCode, disconnectReason }));
  await remove(connectionId);
  return { statusCode: 200 };
};
