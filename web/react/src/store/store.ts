/** A value that components subscribe to with `useSyncExternalStore`. */
export interface ReadableStore<T> {
  /** The same object until it changes. */
  readonly getSnapshot: () => T;
  /** Answers how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value with listeners. Owned by one store class, which alone calls `set`. */
export class Cell<T> implements ReadableStore<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells the listeners, unless nothing changed. */
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  /** How many listen: for tests that look for leaks. */
  get listeners(): number {
    return this.#listeners.size;
  }
}
