import type { ApiPort, ClientPort } from "../client-types.js";
import { formatCursor } from "../store/cursor.js";
import { type ActionResult, done, failed } from "../store/result.js";
import { Cell, type ReadableStore } from "../store/store.js";
import type { InboxState } from "../wire-types.js";
import { InboxLoader } from "./inbox-loader.js";
import { type InboxAction, reduceInbox } from "./reduce.js";
import { emptyInbox, type InboxList, maxPending, type PendingAction } from "./state.js";
import { type InboxView, viewOf } from "./view.js";

type PendingKind =
  | { readonly kind: "read" | "remove"; readonly id: string }
  | Omit<Extract<PendingAction, { kind: "read_all" }>, "key" | "queued" | "at">;

/**
 * The inbox of one client, without React: what came, what was fetched, and what the user did, shown before the server
 * has said so and taken back when it refuses (product 5.2). Owned by a session, which starts and stops it.
 */
export class InboxStore implements ReadableStore<InboxView> {
  readonly #client: ClientPort;
  readonly #api: ApiPort;
  readonly #now: () => number;
  readonly #view: Cell<InboxView>;
  readonly #loader: InboxLoader;
  #list: InboxList = emptyInbox;
  #lastKey = 0;

  constructor(client: ClientPort, api: ApiPort, now: () => number = Date.now) {
    this.#client = client;
    this.#api = api;
    this.#now = now;
    this.#view = new Cell(viewOf(this.#list));
    this.#loader = new InboxLoader(api, () => this.#list, this.#dispatch);
  }

  readonly getSnapshot = (): InboxView => this.#view.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  /** Listens to the client. Answers how to stop. */
  start(): () => void {
    const client = this.#client;
    const stops = [
      client.on("connected", (event) => {
        this.#dispatch({ type: "connected", event });
        if (this.#list.phase === "failed") void this.refetch();
      }),
      client.on("notification", (event) => this.#dispatch({ type: "notification", event })),
      client.on("inbox", (event) => this.#dispatch({ type: "inbox", event })),
      client.on("resync", () => {
        if (this.#list.phase !== "idle") void this.refetch();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Fetches the beginning of the list, unless that was done or is under way. */
  readonly load = (): Promise<ActionResult> =>
    this.#list.phase === "idle" ? this.refetch() : Promise.resolve(done);

  /** Fetches the beginning of the list again; what is shown stays until the answer is there. */
  readonly refetch = (): Promise<ActionResult> => this.#loader.load("first");

  /** Fetches the next page, if there is one and no fetch is under way. */
  readonly loadMore = (): Promise<ActionResult> => this.#loader.loadMore();

  /** Reads one. Without a connection it is kept by the client and told later. */
  readonly markRead = (id: string): Promise<ActionResult> =>
    this.#act({ kind: "read", id }, () => this.#api.read(id), () => this.#client.read(id));

  /** Reads all that is known now. What comes while this is under way stays unread. */
  readonly markAllRead = (): Promise<ActionResult> => {
    const upTo = this.#list.position;
    const cursor = upTo && formatCursor(upTo);
    return this.#act(
      { kind: "read_all", upTo, unreadThen: this.#list.unread },
      () => this.#api.readAll(cursor),
      cursor === undefined ? undefined : () => this.#client.readAll(cursor),
    );
  };

  /** Deletes one. This needs a connection: the client keeps no deletions. */
  readonly remove = (id: string): Promise<ActionResult> =>
    this.#act({ kind: "remove", id }, () => this.#api.remove(id));

  /** The user has looked at the list. */
  readonly markSeen = async (): Promise<ActionResult> => {
    const { position, unseen } = this.#list;
    if (!position || unseen === 0) return done;
    try {
      this.#dispatch({ type: "counted", state: await this.#api.seen(formatCursor(position)) });
      return done;
    } catch (reason) {
      return failed(reason);
    }
  };

  async #act(
    what: PendingKind,
    ask: () => Promise<InboxState | void>,
    queue?: () => void,
  ): Promise<ActionResult> {
    if (this.#list.pending.length >= maxPending) return failed(new Error("too many actions are waiting"));
    const key = ++this.#lastKey;
    const queued = queue !== undefined && this.#client.state !== "connected";
    this.#dispatch({ type: "action_started", action: { ...what, key, queued, at: this.#now() } });
    try {
      if (queued) {
        queue();
        return done;
      }
      const state = await ask();
      this.#dispatch({ type: "action_done", key, state: state ?? undefined });
      return done;
    } catch (reason) {
      this.#dispatch({ type: "action_failed", key });
      return failed(reason);
    }
  }

  readonly #dispatch = (action: InboxAction): void => {
    const next = reduceInbox(this.#list, action);
    if (next === this.#list) return;
    this.#list = next;
    this.#view.set(viewOf(next));
  };
}
