import type { ConnectedPayload, ServerMessage } from "../generated/protocol.js";

/** What `connected` would say after a message that was news: for a tab that joins later. */
export function greetingAfter(greeting: ConnectedPayload, message: ServerMessage): ConnectedPayload {
  switch (message.type) {
    case "notification": {
      const { payload } = message;
      if ("unread" in payload) {
        return { ...greeting, unread: payload.unread, unseen: greeting.unseen + (payload.replayed ? 0 : 1) };
      }
      if (payload.replayed) return greeting;
      return { ...greeting, unread: greeting.unread + 1, unseen: greeting.unseen + 1 };
    }
    case "inbox":
      return { ...greeting, unread: message.payload.unread, unseen: message.payload.unseen };
    case "subscribed":
    case "unsubscribed":
      return { ...greeting, channels: message.payload.channels };
    default:
      return greeting;
  }
}
