// $default: messages that no other route takes.
import { managementApi, send } from "./management.mjs";

export const handler = async (event) => {
  const { connectionId } = event.requestContext;
  await send(managementApi(event), connectionId, {
    error: "Unknown action",
    usage: { action: "sendmessage", message: "..." },
  });
  return { statusCode: 200 };
};
