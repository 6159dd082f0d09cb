import type { Events } from "./events.js";
import type { Logger } from "./logger.js";

type Listener<Type extends keyof Events> = (event: Events[Type]) => void;

/** Tells listeners in the order in which they came. One that throws is logged, and the others hear all the same. */
export class Emitter {
  readonly #logger: Logger;
  readonly #listeners: { [Type in keyof Events]?: Set<Listener<Type>> } = {};

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Answers how to stop. A function that listens twice hears twice. */
  on<Type extends keyof Events>(type: Type, listener: Listener<Type>): () => void {
    const own: Listener<Type> = (event) => listener(event);
    const listeners: Set<Listener<Type>> = (this.#listeners[type] ??= new Set<never>());
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  emit<Type extends keyof Events>({ type, payload }: { readonly type: Type; readonly payload: Events[Type] }): void {
    for (const listener of [...(this.#listeners[type] ?? [])]) this.guard(type, () => listener(payload));
  }

  /** Calls what belongs to the application. */
  guard(what: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#logger.error("belfry: a listener threw", { what, error });
    }
  }
}
