import type { ApiPort, JobPage, NotificationPage } from "../src/client-types.js";
import type { Job } from "../src/job-types.js";
import type { Preferences, PreferencesPatch } from "../src/preference-types.js";
import { patched } from "../src/preferences/merge-patch.js";
import type { Change, InboxState, NotificationItem } from "../src/wire-types.js";
import type { FakeClient } from "./fake-client.js";

type Method = keyof ApiPort;

/** One user's inbox, jobs and preferences behind the routes of the API. It pushes what changes to its clients. */
export class FakeServer implements ApiPort {
  items: NotificationItem[] = [];
  rev = 0;
  epoch = "1a2b3c4d";
  kept: Preferences = { inAppEnabled: true, emailEnabled: true, pushEnabled: true, preferences: {}, mandatory: ["maintenance_scheduled"] };
  readonly jobsById = new Map<string, Job>();
  readonly calls: string[] = [];
  readonly #clients: readonly FakeClient[];
  readonly #refusals = new Map<Method, { readonly error: Error; readonly left: number }>();
  readonly #gates = new Map<Method, Promise<void>>();

  constructor(...clients: readonly FakeClient[]) {
    this.#clients = clients;
  }

  /** The next calls of this method are refused. */
  refuse(method: Method, message: string, times = 1): void {
    this.#refusals.set(method, { error: new Error(message), left: times });
  }

  /** Calls of this method wait, after they were carried out, until the answer is called. */
  hold(method: Method): () => void {
    let open = (): void => undefined;
    this.#gates.set(method, new Promise((resolve) => (open = resolve)));
    return () => {
      this.#gates.delete(method);
      open();
    };
  }

  get state(): InboxState {
    const unread = this.items.filter((item) => item.readAt === undefined).length;
    return { rev: this.rev, unread, unseen: unread, cursor: `${this.epoch}.${this.rev}.0` };
  }

  /** Says hello to each client, as a new connection does. */
  greet(): void {
    for (const client of this.#clients) {
      client.become("connected");
      client.emit("connected", { ...this.state, connectionId: "conn_1", userId: "ada", channels: [] });
    }
  }

  publish(given: Partial<NotificationItem> & { silent?: boolean } = {}): NotificationItem {
    const { silent, ...members } = given;
    const rev = ++this.rev;
    const item = { id: `n${rev}`, type: "new_like", title: `Title ${rev}`, createdAt: 1_795_219_200_000 + rev, rev, ...members };
    this.items = [item, ...this.items];
    const { unread, cursor } = this.state;
    for (const client of this.#clients) client.emit("notification", { ...item, unread, cursor, ...(silent && { silent }) });
    return item;
  }

  async notifications({ limit = 50, cursor }: { limit?: number; cursor?: string }): Promise<NotificationPage> {
    const start = cursor === undefined ? 0 : this.items.findIndex((item) => item.id === cursor) + 1;
    const items = this.items.slice(start, start + limit);
    const last = items.at(-1);
    const hasMore = start + limit < this.items.length;
    const page = { ...this.state, items, ...(hasMore && last && { nextCursor: last.id }) };
    return this.#answer("notifications", () => page);
  }

  read(id: string): Promise<InboxState> {
    return this.#answer("read", () => {
      this.#patch((item) => item.id === id);
      return this.push({ op: "read", rev: ++this.rev, at: 5, notificationId: id });
    });
  }

  readAll(upTo?: string): Promise<InboxState> {
    const limit = upTo === undefined ? this.rev : Number(upTo.split(".")[1]);
    return this.#answer("readAll", () => {
      this.#patch((item) => (item.rev ?? 0) <= limit);
      return this.push({ op: "read_all", rev: ++this.rev, at: 5, upTo: limit });
    });
  }

  seen(): Promise<InboxState> {
    return this.#answer("seen", () => ({ ...this.state, unseen: 0 }));
  }

  remove(id: string): Promise<void> {
    return this.#answer("remove", () => {
      this.items = this.items.filter((item) => item.id !== id);
      this.push({ op: "delete", rev: ++this.rev, at: 5, notificationId: id });
    });
  }

  preferences(): Promise<Preferences> {
    return this.#answer("preferences", () => this.kept);
  }

  patchPreferences(patch: PreferencesPatch): Promise<Preferences> {
    return this.#answer("patchPreferences", () => (this.kept = patched(this.kept, patch)));
  }

  jobs(): Promise<JobPage> {
    return this.#answer("jobs", () => ({ items: [...this.jobsById.values()] }));
  }

  job(id: string): Promise<Job> {
    return this.#answer("job", () => this.#jobOf(id));
  }

  cancelJob(id: string): Promise<Job> {
    return this.#answer("cancelJob", () => {
      const job: Job = { ...this.#jobOf(id), status: "cancelled", endedAt: "2026-01-25T12:00:09.000Z" };
      this.jobsById.set(id, job);
      return job;
    });
  }

  /** Tells the clients of a change, and answers the state after it. */
  push(change: Change): InboxState {
    for (const client of this.#clients) client.emit("inbox", { ...this.state, changes: [change] });
    return this.state;
  }

  #patch(matches: (item: NotificationItem) => boolean): void {
    this.items = this.items.map((item) => (matches(item) ? { ...item, readAt: item.readAt ?? 5 } : item));
  }

  #jobOf(id: string): Job {
    const job = this.jobsById.get(id);
    if (!job) throw new Error("Job not found");
    return job;
  }

  async #answer<T>(method: Method, act: () => T): Promise<T> {
    this.calls.push(method);
    const refusal = this.#refusals.get(method);
    if (refusal && refusal.left > 1) this.#refusals.set(method, { ...refusal, left: refusal.left - 1 });
    else this.#refusals.delete(method);
    const gate = this.#gates.get(method);
    if (refusal) {
      await gate;
      throw refusal.error;
    }
    const answer = act();
    await gate;
    return answer;
  }
}
