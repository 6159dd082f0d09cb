import type { RequestError } from "../errors.js";
import type { Outgoing } from "../link.js";

/** Something that has to reach the server, however often the connection breaks meanwhile. */
export interface Queued {
  readonly message: Outgoing;
  /** Written to a connection that still stands. */
  sent: boolean;
  /** How often the server asked to try it again. */
  refusals: number;
}

/** A message with a reply that a caller waits for. */
export interface Request extends Queued {
  readonly timer: ReturnType<typeof setTimeout>;
  resolve(channels: string[]): void;
  reject(error: RequestError): void;
}
