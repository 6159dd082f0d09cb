import type { ApiPort, ClientPort, ConnectionState } from "../client-types.js";
import { InboxStore } from "../inbox/inbox-store.js";
import { JobsStore } from "../jobs/jobs-store.js";
import { PreferencesStore } from "../preferences/preferences-store.js";
import { Cell } from "../store/store.js";
import { ToastStore } from "../toasts/toast-store.js";
import { toastOf, toastOfBroadcast } from "../toasts/to-toast.js";

/**
 * All that the kit knows of one client. It lives as long as the client does, so that a provider that is unmounted and
 * mounted again (StrictMode, routes) shows what it showed, and has one connection. `acquire` and its answer count who
 * uses it; it listens and is connected while anybody does.
 */
export class Session {
  readonly client: ClientPort;
  readonly inbox: InboxStore;
  readonly jobs: JobsStore;
  readonly preferences: PreferencesStore;
  readonly toasts = new ToastStore();
  readonly status: Cell<ConnectionState>;
  #users = 0;
  #stops: readonly (() => void)[] = [];
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(client: ClientPort, api: ApiPort) {
    this.client = client;
    this.inbox = new InboxStore(client, api);
    this.jobs = new JobsStore(client, api);
    this.preferences = new PreferencesStore(client, api);
    this.status = new Cell(client.state);
  }

  /** Connects, if nobody did. Answers how to let go; the last one to do so closes, a moment later. */
  acquire(): () => void {
    this.#users += 1;
    clearTimeout(this.#closing);
    if (this.#stops.length === 0) this.#open();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#users -= 1;
      // Not at once: StrictMode and a change of route mount again within the same turn.
      if (this.#users === 0) this.#closing = setTimeout(() => this.#close(), 0);
    };
  }

  #open(): void {
    const { client } = this;
    this.#stops = [
      client.on("state", (change) => this.status.set(change.to)),
      client.on("notification", (event) => this.#toast(toastOf(event))),
      client.on("message", (event) => this.#toast(toastOfBroadcast(event))),
      this.inbox.start(),
      this.jobs.start(),
      this.preferences.start(),
    ];
    client.connect();
    this.status.set(client.state);
  }

  #close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.toasts.clear();
    this.client.close();
    this.status.set(this.client.state);
  }

  #toast(input: Parameters<ToastStore["add"]>[0] | undefined): void {
    if (input) this.toasts.add(input);
  }
}

const sessions = new WeakMap<ClientPort, Session>();

/** The one session of a client. The first `api` given with it counts. */
export function sessionOf(client: ClientPort, api: ApiPort): Session {
  const known = sessions.get(client);
  if (known) return known;
  const session = new Session(client, api);
  sessions.set(client, session);
  return session;
}
