/** A server that speaks the notifications dialect, and what a service can make it do. */
export interface Backend {
  /** Of the HTTP API and of the socket. */
  readonly url: string;
  /** A credential that opens a connection. */
  token(user: string): Promise<string>;
  /** Answers the notification's id. */
  publish(user: string, title: string): Promise<string>;
  /** Whether it was acknowledged. */
  isDelivered(user: string, notificationId: string): Promise<boolean>;
  /** To everybody; answers the announcement's id. */
  announce(title: string): Promise<string>;
  /** To who is connected now. */
  broadcast(user: string, data: { readonly title: string; readonly message: string }): Promise<void>;
  /** Closes the user's connections for good (4503). */
  disconnect(user: string): Promise<void>;
  /** Shuts down as servers do, and is there again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
