// Sending to connections, as code behind API Gateway does it.
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";

// On AWS the endpoint is made from the event. Where Belfry has no certificate, or handlers reach it by another name
// than clients do, WEBSOCKET_ENDPOINT says where it is.
export function managementApi(event) {
  const { domainName, stage } = event.requestContext;
  const endpoint = process.env.WEBSOCKET_ENDPOINT ?? `https://${domainName}/${stage}`;
  return new ApiGatewayManagementApiClient({ endpoint, region: process.env.AWS_REGION ?? "us-east-1" });
}

export function send(api, connectionId, message) {
  return api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
}
