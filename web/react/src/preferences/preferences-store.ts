import type { ApiPort, ClientPort } from "../client-types.js";
import type { Preferences, PreferencesPatch } from "../preference-types.js";
import { type ActionResult, asError, done, failed } from "../store/result.js";
import { Cell, type ReadableStore } from "../store/store.js";
import { patched } from "./merge-patch.js";

/** The user's preferences: what is being saved counts as saved. */
export interface PreferencesView {
  readonly phase: "idle" | "loading" | "ready" | "failed";
  readonly preferences: Preferences | undefined;
  readonly saving: boolean;
  /** Why the last fetch or save failed; undefined once one succeeds. */
  readonly error: Error | undefined;
}

interface PendingPatch {
  readonly patch: PreferencesPatch;
}

/** So many patches may wait for their turn. */
const maxPending = 100;

/** The preferences of one client, without React. Patches are sent one after the other, so that the last one said wins. */
export class PreferencesStore implements ReadableStore<PreferencesView> {
  readonly #client: ClientPort;
  readonly #api: ApiPort;
  readonly #view = new Cell<PreferencesView>({ phase: "idle", preferences: undefined, saving: false, error: undefined });
  /** What the server said last. */
  #known: Preferences | undefined;
  #pending: readonly PendingPatch[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #generation = 0;

  constructor(client: ClientPort, api: ApiPort) {
    this.#client = client;
    this.#api = api;
  }

  readonly getSnapshot = (): PreferencesView => this.#view.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  /** Listens for changes made elsewhere. Answers how to stop. */
  start(): () => void {
    const refetchKnown = (): void => {
      if (this.getSnapshot().phase !== "idle") void this.refetch();
    };
    const stops = [
      this.#client.on("inbox", (event) => {
        if (event.changes.some((change) => change.op === "preferences")) refetchKnown();
      }),
      this.#client.on("resync", refetchKnown),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Fetches them, unless that was done or is under way. */
  readonly load = (): Promise<ActionResult> =>
    this.getSnapshot().phase === "idle" ? this.refetch() : Promise.resolve(done);

  readonly refetch = async (): Promise<ActionResult> => {
    const generation = ++this.#generation;
    this.#show({ phase: this.#known ? "ready" : "loading" });
    try {
      const fetched = await this.#api.preferences();
      // A newer fetch or a save has told us more.
      if (generation === this.#generation) this.#known = fetched;
      this.#show({ phase: "ready", error: undefined });
      return done;
    } catch (reason) {
      if (generation === this.#generation) this.#show({ phase: this.#known ? "ready" : "failed", error: asError(reason) });
      return failed(reason);
    }
  };

  /** Shows the change at once, saves it, and takes it back if it is refused. */
  readonly update = async (patch: PreferencesPatch): Promise<ActionResult> => {
    if (this.#pending.length >= maxPending) return failed(new Error("too many changes are waiting"));
    const pending = { patch };
    this.#pending = [...this.#pending, pending];
    this.#show({});
    const saved = this.#turn.then(() => this.#api.patchPreferences(patch));
    this.#turn = saved.catch(() => undefined);
    try {
      this.#known = await saved;
      ++this.#generation;
      this.#settle(pending, undefined);
      return done;
    } catch (reason) {
      this.#settle(pending, asError(reason));
      return failed(reason);
    }
  };

  #settle(pending: PendingPatch, error: Error | undefined): void {
    this.#pending = this.#pending.filter((other) => other !== pending);
    this.#show({ error, ...(this.#known && { phase: "ready" }) });
  }

  #show(members: Partial<Pick<PreferencesView, "phase" | "error">>): void {
    const preferences = this.#known && this.#pending.reduce((now, { patch }) => patched(now, patch), this.#known);
    this.#view.set({ ...this.getSnapshot(), ...members, preferences, saving: this.#pending.length > 0 });
  }
}
