import type {
  BroadcastPayload,
  ConnectedPayload,
  ErrorPayload,
  InboxPayload,
  JobPayload,
  NotificationPayload,
  ResyncPayload,
  SubscribedPayload,
  UnsubscribedPayload,
} from "./generated/protocol.js";
import type { StateChange } from "./states.js";

/** What a client tells its application, each exactly once and in the order of the inbox (product 5.1). */
export interface Events {
  state: StateChange;
  /** A connection stands. Counts and position are those of the inbox now; what was missed follows. */
  connected: ConnectedPayload;
  notification: NotificationPayload;
  /** Everything else that changed in the inbox. */
  inbox: InboxPayload;
  /** News of one of the user's jobs. */
  job: JobPayload;
  /** What a service pushed to whoever is connected. */
  message: BroadcastPayload;
  /** Changes cannot be told one by one: fetch the inbox over HTTP. What comes later is told as usual. */
  resync: ResyncPayload;
  /** The server refused a message, or says why it will close. */
  error: ErrorPayload;
  /** All of the user's channels now. */
  subscribed: SubscribedPayload;
  /** All of the user's channels now. */
  unsubscribed: UnsubscribedPayload;
}
