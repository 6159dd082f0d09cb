// The route `sendmessage`: to everybody in the table.
import { managementApi, send } from "./management.mjs";
import { get, ids, remove } from "./table.mjs";

export const handler = async (event) => {
  const api = managementApi(event);
  const { message } = JSON.parse(event.body);
  const from = get(event.requestContext.connectionId)?.name;

  const sendTo = async (connectionId) => {
    try {
      await send(api, connectionId, { from, message });
    } catch (error) {
      if (error.name !== "GoneException") throw error;
      await remove(connectionId); // its $disconnect never came
    }
  };
  await Promise.all(ids().map(sendTo));
  return { statusCode: 200, body: "Sent" };
};
