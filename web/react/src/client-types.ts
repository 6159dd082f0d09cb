import type { Change, InboxState, NotificationContent, NotificationItem } from "./wire-types.js";
import type { Job, JobEvent } from "./job-types.js";
import type { Preferences, PreferencesPatch } from "./preference-types.js";

/** Where a connection stands (product 5.1). */
export type ConnectionState = "disconnected" | "connecting" | "connected" | "reconnecting";

/** A step of the connection's state machine. */
export interface StateChange {
  readonly from: ConnectionState;
  readonly to: ConnectionState;
  readonly reason: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** The first message of a connection: the counts are those of the inbox now. */
export interface ConnectedEvent extends InboxState {
  readonly connectionId: string;
  readonly userId: string;
  readonly channels: readonly string[];
}

/** A new notification. An announcement has `announcement` in place of `rev`, `unread` and `cursor`. */
export interface NotificationEvent extends NotificationContent {
  readonly rev?: number | undefined;
  readonly announcement?: number | undefined;
  readonly unread?: number | undefined;
  readonly cursor?: string | undefined;
  readonly replayed?: boolean | undefined;
  readonly replaces?: string | undefined;
  readonly silent?: boolean | undefined;
}

/** Everything else that changed in the inbox, with the counts as of the moment it was sent. */
export interface InboxEvent extends InboxState {
  readonly changes: readonly Change[];
}

/** What a service broadcast; kept nowhere. */
export interface BroadcastEvent {
  readonly type: string;
  readonly data: object;
}

/** The events of a client that the kit listens to. */
export interface ClientEvents {
  state: StateChange;
  connected: ConnectedEvent;
  notification: NotificationEvent;
  inbox: InboxEvent;
  job: JobEvent;
  message: BroadcastEvent;
  resync: { readonly rev: number };
}

/** What the kit needs of a `BelfryClient`. */
export interface ClientPort {
  readonly state: ConnectionState;
  connect(): void;
  close(): void;
  /** Answers how to stop listening. */
  on<K extends keyof ClientEvents>(type: K, listener: (event: ClientEvents[K]) => void): () => void;
  subscribe(channels: string[]): Promise<string[]>;
  unsubscribe(channels: string[]): Promise<string[]>;
  send(type: string, payload: object): void;
  /** Kept while there is no connection. */
  read(notificationId: string): void;
  /** Kept while there is no connection. `upTo` is a cursor or a rev. */
  readAll(upTo: string): void;
}

/** A page of the inbox, newest first. */
export interface NotificationPage extends InboxState {
  readonly items: readonly NotificationItem[];
  /** There when there is more. */
  readonly nextCursor?: string | undefined;
}

/** A page of the user's jobs, newest first. */
export interface JobPage {
  readonly items: readonly Job[];
  readonly nextCursor?: string | undefined;
}

/** What the kit needs of a `BelfryApi`. Every call has a timeout and rejects with an error that says what went wrong. */
export interface ApiPort {
  notifications(query: { limit?: number; cursor?: string }): Promise<NotificationPage>;
  read(id: string): Promise<InboxState>;
  readAll(upTo?: string): Promise<InboxState>;
  seen(upTo: string): Promise<InboxState>;
  remove(id: string): Promise<void>;
  preferences(): Promise<Preferences>;
  patchPreferences(patch: PreferencesPatch): Promise<Preferences>;
  jobs(query: { limit?: number; cursor?: string; unfinished?: boolean }): Promise<JobPage>;
  job(id: string): Promise<Job>;
  cancelJob(id: string): Promise<Job>;
}
