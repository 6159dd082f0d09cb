/** Where a connection stands (product 5.1). `reconnecting` from the first failure until it stands again. */
export type ConnectionState = "disconnected" | "connecting" | "connected" | "reconnecting";

/** A step from one state to another. */
export interface StateChange {
  readonly from: ConnectionState;
  readonly to: ConnectionState;
  /** A code of the server's, such as `TOKEN_EXPIRED`, or a word for what happened here. For people and logs. */
  readonly reason: string;
  /** Unix milliseconds. */
  readonly at: number;
}
