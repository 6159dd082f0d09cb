import type { Channel, Locks, Surface } from "../../src/sharing/surface.js";

interface Candidate {
  readonly tab: BrowserTab;
  readonly granted: () => void;
}

/** What a browser is to the tabs of one origin: one lock, and channels. Everything takes a turn of the event loop. */
export class Browser {
  holder: { readonly tab: BrowserTab; readonly depose: (error: Error) => void } | undefined;
  readonly queue: Candidate[] = [];
  readonly tabs: BrowserTab[] = [];

  open(): BrowserTab {
    const tab = new BrowserTab(this);
    this.tabs.push(tab);
    return tab;
  }

  passOn(): void {
    this.holder = undefined;
    this.queue.shift()?.granted();
  }
}

/** One tab: it can be hidden, stand still as a frozen one does, and die. */
export class BrowserTab implements Surface {
  visible = true;
  readonly #channels = new Set<TabChannel>();
  readonly #browser: Browser;
  /** What is to be heard when it moves again; undefined while it moves. */
  #frozen: (() => void)[] | undefined;
  #dead = false;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  readonly locks: Locks = {
    request: (_, { signal, steal }, held) =>
      new Promise((resolve, reject) => {
        const browser = this.#browser;
        const granted = () => {
          const depose = (error: Error) => this.deliver(() => reject(error));
          const holder = { tab: this, depose };
          browser.holder = holder;
          this.deliver(() => {
            void held().then(() => {
              if (browser.holder === holder) browser.passOn();
              resolve(undefined);
            });
          });
        };
        const candidate = { tab: this, granted };
        signal?.addEventListener("abort", () => {
          const place = browser.queue.indexOf(candidate);
          if (place >= 0) browser.queue.splice(place, 1);
          reject(new DOMException("aborted", "AbortError"));
        });
        if (steal === true) {
          browser.holder?.depose(new DOMException("stolen", "AbortError"));
          granted();
        } else if (browser.holder === undefined) {
          granted();
        } else {
          browser.queue.push(candidate);
        }
      }),
  };

  channel(): Channel {
    const channel = new TabChannel(this);
    this.#channels.add(channel);
    return channel;
  }

  /** To all other tabs; structured clones, so that no tab shares an object with another. */
  post(message: unknown): void {
    if (this.#dead) return;
    for (const tab of this.#browser.tabs) {
      if (tab === this) continue;
      for (const channel of tab.#channels) {
        const data = structuredClone(message);
        tab.deliver(() => channel.onmessage?.(new MessageEvent("message", { data })));
      }
    }
  }

  leave(channel: TabChannel): void {
    this.#channels.delete(channel);
  }

  /** Runs in this tab, in its next turn. */
  deliver(what: () => void): void {
    queueMicrotask(() => {
      if (this.#dead) return;
      if (this.#frozen === undefined) what();
      else this.#frozen.push(what);
    });
  }

  freeze(): void {
    this.#frozen = [];
  }

  /** What waits is never heard. */
  lose(): void {
    this.#frozen = [];
  }

  thaw(): void {
    const waiting = this.#frozen ?? [];
    this.#frozen = undefined;
    for (const what of waiting) what();
  }

  get frozen(): boolean {
    return this.#frozen !== undefined || this.#dead;
  }

  /** It is gone: the browser passes its lock on, and nothing of it runs any more. */
  die(): void {
    this.#dead = true;
    this.#channels.clear();
    const { queue, holder } = this.#browser;
    for (let i = queue.length - 1; i >= 0; i -= 1) if (queue[i]?.tab === this) queue.splice(i, 1);
    if (holder?.tab === this) this.#browser.passOn();
  }
}

class TabChannel implements Channel {
  onmessage: Channel["onmessage"] = null;

  constructor(readonly tab: BrowserTab) {}

  postMessage(message: unknown): void {
    this.tab.post(message);
  }

  close(): void {
    this.tab.leave(this);
  }
}
