/** A `BroadcastChannel`: what is posted comes to all others of the same name, in order. */
export interface Channel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** `navigator.locks`: one tab at a time has a lock, and loses it when it dies, or when another steals it. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    held: () => Promise<void>,
  ): Promise<unknown>;
}

/** What the tabs of a browser have in common. */
export interface Surface {
  readonly locks: Locks;
  channel(name: string): Channel;
}
