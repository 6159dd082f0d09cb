import type { ApiPort } from "../client-types.js";
import { type ActionResult, asError, done, failed } from "../store/result.js";
import { listed } from "../store/listed.js";
import type { InboxAction } from "./reduce.js";
import type { InboxList, LoadKind } from "./state.js";

/** Rows a page. */
const pageSize = 50;

/** So often a fetch is begun again because too much changed during it. */
const maxAttempts = 3;

/** Fetches the pages of an inbox. One fetch counts at a time: a newer one makes the answer of an older one void. */
export class InboxLoader {
  readonly #api: ApiPort;
  readonly #list: () => InboxList;
  readonly #dispatch: (action: InboxAction) => void;
  #generation = 0;

  constructor(api: ApiPort, list: () => InboxList, dispatch: (action: InboxAction) => void) {
    this.#api = api;
    this.#list = list;
    this.#dispatch = dispatch;
  }

  /** The next page. Nothing is done when there is none, or while another fetch is under way. */
  async loadMore(): Promise<ActionResult> {
    const { nextCursor, loading } = this.#list();
    if (nextCursor === undefined || loading) return done;
    return this.load("more", nextCursor);
  }

  async load(kind: LoadKind, cursor?: string): Promise<ActionResult> {
    const generation = ++this.#generation;
    for (let attempt = 1; attempt <= maxAttempts; ++attempt) {
      this.#dispatch({ type: "load_started", kind });
      try {
        const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
        const page = listed(await this.#api.notifications(query));
        if (generation !== this.#generation) return done;
        this.#dispatch({ type: "page_loaded", kind, page });
        if (!this.#list().loading) return done;
      } catch (reason) {
        if (generation !== this.#generation) return done;
        this.#dispatch({ type: "load_failed", error: asError(reason) });
        return failed(reason);
      }
    }
    const error = new Error("the inbox changed too fast to be fetched");
    this.#dispatch({ type: "load_failed", error });
    return failed(error);
  }
}
