import { Cell, type ReadableStore } from "../store/store.js";
import { admit } from "./admit.js";
import { Countdown } from "./countdown.js";
import { durationOf, type Toast, type ToastInput, type ToastView } from "./toast.js";

/** Why the clocks of all toasts are held. */
export type HoldReason = "hover" | "focus" | "hidden";

/** What a toaster can be set to. */
export interface ToastLimits {
  /** So many are on the screen at most. */
  readonly limit: number;
  /** More than `limit` within this many milliseconds are counted, not shown. */
  readonly burstMs: number;
  /** How long a toast stays that is no error and has no action; Infinity: until dismissed. */
  readonly durationMs: number;
}

/** The toasts of one session, without React (product 5.3). Owned by the session; `clear` ends all timers. */
export class ToastStore implements ReadableStore<ToastView> {
  readonly #view = new Cell<ToastView>({ toasts: [], more: 0, moreErrors: false });
  readonly #now: () => number;
  readonly #countdowns = new Map<string, Countdown>();
  readonly #held = new Set<HoldReason>();
  #summary: Countdown | undefined;
  #limits: ToastLimits = { limit: 3, burstMs: 1000, durationMs: 5000 };
  #burst = { startedAt: -Infinity, count: 0 };
  #lastId = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  readonly getSnapshot = (): ToastView => this.#view.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  /** For toasts to come. */
  setLimits(limits: ToastLimits): void {
    this.#limits = limits;
  }

  /** Shows a toast, or counts it when too many come. Answers its id. */
  readonly add = (input: ToastInput): string => {
    const durationMs = durationOf(input, this.#limits.durationMs);
    const toast: Toast = { ...input, id: input.id ?? `toast-${++this.#lastId}`, durationMs };
    const inBurst = this.#countBurst() > this.#limits.limit;
    const { view, shown } = admit(this.getSnapshot(), toast, { limit: this.#limits.limit, inBurst });
    if (shown) this.#watch(toast);
    this.#show(view);
    return toast.id;
  };

  readonly dismiss = (id: string): void => {
    const view = this.getSnapshot();
    this.#show({ ...view, toasts: view.toasts.filter((toast) => toast.id !== id) });
  };

  /** Takes "and 12 more" away. */
  readonly dismissMore = (): void => {
    this.#show({ ...this.getSnapshot(), more: 0, moreErrors: false });
  };

  readonly clear = (): void => {
    this.#show({ toasts: [], more: 0, moreErrors: false });
  };

  /** No toast goes while it is held for any reason. */
  readonly hold = (reason: HoldReason): void => {
    this.#held.add(reason);
    for (const countdown of this.#all()) countdown.hold();
  };

  readonly release = (reason: HoldReason): void => {
    this.#held.delete(reason);
    if (this.#held.size > 0) return;
    for (const countdown of this.#all()) countdown.go();
  };

  #show(view: ToastView): void {
    if (view.toasts.length === 0 && view.more === 0) this.#letGo();
    const ids = new Set(view.toasts.map((toast) => toast.id));
    for (const [id, countdown] of this.#countdowns) {
      if (ids.has(id)) continue;
      countdown.hold();
      this.#countdowns.delete(id);
    }
    this.#watchSummary(view);
    this.#view.set(view);
  }

  /** What was hovered or focused has gone, and nothing tells that the pointer or the focus has left it. */
  #letGo(): void {
    this.#held.delete("hover");
    this.#held.delete("focus");
  }

  #watch(toast: Toast): void {
    this.#countdowns.get(toast.id)?.hold();
    const countdown = new Countdown(toast.durationMs, () => this.dismiss(toast.id), this.#now);
    this.#countdowns.set(toast.id, countdown);
    if (this.#held.size === 0) countdown.go();
  }

  #watchSummary(view: ToastView): void {
    if (view.more === this.getSnapshot().more) return;
    this.#summary?.hold();
    this.#summary = undefined;
    if (view.more === 0) return;
    this.#summary = new Countdown(view.moreErrors ? Infinity : this.#limits.durationMs, this.dismissMore, this.#now);
    if (this.#held.size === 0) this.#summary.go();
  }

  #countBurst(): number {
    const now = this.#now();
    if (now - this.#burst.startedAt >= this.#limits.burstMs) this.#burst = { startedAt: now, count: 0 };
    return ++this.#burst.count;
  }

  #all(): Countdown[] {
    return [...this.#countdowns.values(), ...(this.#summary ? [this.#summary] : [])];
  }
}
