import { baseOf } from "../base-url.js";
import type {
  Channels,
  ChangesPage,
  HistoryPage,
  InboxState,
  Job,
  Jobs,
  Preferences,
  PreferencesPatch,
  Token,
} from "../generated/bodies.js";
import { type ApiRequest, exchange, type Exchanger } from "./exchange.js";
import { type JobsQuery, type NotificationsQuery, queryOf } from "./queries.js";

/** What a `BelfryApi` is made with. */
export interface ApiOptions {
  /** The server's base, `http(s)://host[:port][/prefix]`. */
  readonly url: string | URL;
  /** A user JWT, asked for before each call; what it rejects with, the call rejects with. */
  readonly token: () => Promise<string>;
  /** The global `fetch` when not given. */
  readonly fetch?: typeof fetch;
  /** Of a whole call. 10,000. */
  readonly timeoutMs?: number;
}

/** The HTTP routes of a user (docs/protocol.md, "HTTP"). Every call rejects with an `ApiError` when it is refused. */
export class BelfryApi {
  readonly #exchanger: Exchanger;

  /** Throws a `TypeError` for a url that could never work. */
  constructor({ url, token, fetch: given, timeoutMs = 10_000 }: ApiOptions) {
    // Called as a method of something else, a browser's fetch throws.
    this.#exchanger = { base: baseOf(url), token, fetch: given ?? ((...of) => fetch(...of)), timeoutMs };
  }

  /** The inbox, newest first, with counts and position of the same moment. */
  notifications(query: NotificationsQuery = {}): Promise<HistoryPage> {
    return this.#call("GET", `/notifications${queryOf(query)}`);
  }

  /** What changed after a position, 200 a page: while `hasMore`, ask again from the `cursor` of the answer. */
  changes(since: string): Promise<ChangesPage> {
    return this.#call("GET", `/notifications/changes${queryOf({ since })}`);
  }

  /** Marks one as read. */
  read(id: string): Promise<InboxState> {
    return this.#call("POST", `/notifications/${encodeURIComponent(id)}/read`);
  }

  /** Marks everything as read, or what lies up to a cursor or a rev. */
  readAll(upTo?: string | number): Promise<InboxState> {
    return this.#call("POST", "/notifications/read-all", upTo === undefined ? {} : { upTo });
  }

  /** The user looked at the list: nothing up to a cursor or a rev is unseen any more. */
  seen(upTo: string | number): Promise<InboxState> {
    return this.#call("POST", "/notifications/seen", { upTo });
  }

  /** Deletes one from the user's inbox. */
  remove(id: string): Promise<void> {
    return this.#call("DELETE", `/notifications/${encodeURIComponent(id)}`);
  }

  /** What the user wants to hear. */
  preferences(): Promise<Preferences> {
    return this.#call("GET", "/notifications/preferences");
  }

  /** A JSON merge patch (RFC 7396): null takes back what was said. Answers what holds then. */
  patchPreferences(patch: PreferencesPatch): Promise<Preferences> {
    return this.#call("PATCH", "/notifications/preferences", patch);
  }

  /** What the user subscribes to. */
  channels(): Promise<readonly string[]> {
    return this.#channels("GET", "");
  }

  /** Subscribes; answers all of the user's channels. */
  addChannel(name: string): Promise<readonly string[]> {
    return this.#channels("PUT", `/${encodeURIComponent(name)}`);
  }

  /** Unsubscribes; answers the rest. */
  removeChannel(name: string): Promise<readonly string[]> {
    return this.#channels("DELETE", `/${encodeURIComponent(name)}`);
  }

  /** The user's jobs, newest first. */
  jobs(query: JobsQuery = {}): Promise<Jobs> {
    return this.#call("GET", `/jobs${queryOf(query)}`);
  }

  /** One of the user's jobs. */
  job(id: string): Promise<Job> {
    return this.#call("GET", `/jobs/${encodeURIComponent(id)}`);
  }

  /** Stops a job for good; answers it as it is then. */
  cancelJob(id: string): Promise<Job> {
    return this.#call("POST", `/jobs/${encodeURIComponent(id)}/cancel`);
  }

  /** A token for one connection; its `token` is what a `BelfryClient` asks for. */
  connectionToken(channels?: readonly string[]): Promise<Token> {
    return this.#call("POST", "/ws/token", channels === undefined ? {} : { channels });
  }

  async #channels(method: ApiRequest["method"], below: string): Promise<readonly string[]> {
    return (await this.#call<Channels>(method, `/channels${below}`)).channels;
  }

  /**
   * The server's descriptions say what a route answers with, and its tests hold it to them: the body is not checked
   * again.
   */
  async #call<Answer>(method: ApiRequest["method"], path: string, body?: unknown): Promise<Answer> {
    return (await exchange(this.#exchanger, { method, path, body })) as Answer;
  }
}
