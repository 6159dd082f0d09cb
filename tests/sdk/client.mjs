// Speaks to @connections as code written for API Gateway does, one call a line: reads
// {"operation", "endpoint", "credentials", "input", "attempts"?, "data"?} and writes what became of it.

import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  ForbiddenException,
  GetConnectionCommand,
  GoneException,
  LimitExceededException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { createInterface } from "node:readline";

const commands = { PostToConnectionCommand, GetConnectionCommand, DeleteConnectionCommand };
const modelled = { ForbiddenException, GoneException, LimitExceededException, PayloadTooLargeException };

async function call({ operation, endpoint, credentials, input, attempts = 1, data, clockOffset = 0 }) {
  const client = new ApiGatewayManagementApiClient({
    endpoint,
    region: "us-east-1",
    credentials,
    maxAttempts: attempts,
    systemClockOffset: clockOffset,
  });
  const given = data === undefined ? input : { ...input, Data: Buffer.from(data, "base64") };
  try {
    const { $metadata, ...output } = await client.send(new commands[`${operation}Command`](given));
    return { output, status: $metadata.httpStatusCode, requestId: $metadata.requestId, attempts: $metadata.attempts };
  } catch (error) {
    const known = Object.entries(modelled).find(([, type]) => error instanceof type);
    return {
      error: error.name,
      message: error.message,
      modelled: known ? known[0] : null,
      status: error.$metadata?.httpStatusCode,
      requestId: error.$metadata?.requestId,
      attempts: error.$metadata?.attempts,
    };
  } finally {
    client.destroy();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await call(JSON.parse(line))));
}
