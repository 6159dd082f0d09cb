import type { Locks } from "./surface.js";

/** What an election tells. */
export interface ElectionHost {
  /** This tab has the lock. */
  elected(): void;
  /** Another tab stole it. */
  deposed(): void;
  failed(error: unknown): void;
}

/** A place in the queue for the lock that makes a tab the leader. The browser passes it on when a tab dies. */
export class Election {
  readonly #locks: Locks;
  readonly #name: string;
  readonly #host: ElectionHost;
  #candidacy: AbortController | undefined;
  #resign: (() => void) | undefined;

  constructor(locks: Locks, name: string, host: ElectionHost) {
    this.#locks = locks;
    this.#name = name;
    this.#host = host;
  }

  /** Waits for its turn. */
  stand(): void {
    this.#candidacy?.abort();
    const candidacy = new AbortController();
    this.#candidacy = candidacy;
    void this.#request({ signal: candidacy.signal }, candidacy);
  }

  /** Takes the lock from who has it. */
  steal(): void {
    this.#candidacy?.abort();
    this.#candidacy = new AbortController();
    void this.#request({ steal: true }, this.#candidacy);
  }

  /** Gives up the lock, or the place in the queue. */
  withdraw(): void {
    this.#candidacy?.abort();
    this.#candidacy = undefined;
    this.#resign?.();
    this.#resign = undefined;
  }

  async #request(options: { readonly signal?: AbortSignal; readonly steal?: boolean }, candidacy: AbortController) {
    let leading = false;
    try {
      await this.#locks.request(this.#name, options, () => {
        if (candidacy !== this.#candidacy) return Promise.resolve();
        return new Promise((resolve) => {
          leading = true;
          this.#resign = resolve;
          this.#host.elected();
        });
      });
    } catch (error) {
      if (candidacy !== this.#candidacy) return;
      this.#candidacy = undefined;
      this.#resign = undefined;
      if (leading) this.#host.deposed();
      else this.#host.failed(error);
    }
  }
}
