// The route `whoami`: two-way, so its body is the answer.
import { get } from "./table.mjs";

export const handler = async (event) => {
  const { connectionId, identity } = event.requestContext;
  const name = get(connectionId)?.name;
  return { statusCode: 200, body: JSON.stringify({ name, connectionId, sourceIp: identity.sourceIp }) };
};
