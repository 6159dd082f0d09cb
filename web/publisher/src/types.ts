export type JsonObject = { readonly [name: string]: unknown };

/** For whom: one user, up to 1,000, the subscribers of a channel, or everybody. */
export type Recipients =
  | { readonly userId: string; readonly channel?: string }
  | { readonly userIds: readonly string[]; readonly channel?: string }
  | { readonly channel: string }
  | { readonly audience: "all" };

/** The body of `POST /notifications`. */
export type Notification = Recipients & {
  readonly type: string;
  readonly title: string;
  readonly body?: string;
  readonly icon?: string;
  readonly actionUrl?: string;
  readonly data?: JsonObject;
  /** Unix time in milliseconds. */
  readonly expiresAt?: number;
  readonly dedupeKey?: string;
  readonly collapseKey?: string;
};

export interface NotifyResult {
  readonly id: string;
  readonly accepted: number;
  readonly suppressed: readonly { readonly userId: string; readonly reason: string }[];
}

export type BroadcastTarget =
  | { readonly all: true }
  | { readonly userId: string }
  | { readonly connectionId: string };

export interface BroadcastMessage {
  readonly type: string;
  readonly data: JsonObject;
}

/** Connections, not users. */
export interface BroadcastResult {
  readonly successCount: number;
  readonly failureCount: number;
}

/** The body of `POST /jobs`. */
export interface NewJob {
  readonly userId: string;
  readonly kind: string;
  readonly title: string;
  /** In their order. A weight says how much of the whole a stage is, beside the others; 1 when not given. */
  readonly stages?: readonly { readonly name: string; readonly weight?: number }[];
  readonly fileName?: string;
  readonly totalRows?: number;
  readonly correlationId?: string;
}

export interface StartJobOptions {
  /** Asks the server by long poll, on a connection of its own, for workers that report rarely. Off by default. */
  readonly watchCancel?: boolean;
}

/** The body of `POST /jobs/{id}/progress`. Percentages are from 0 to 100 and may be fractions. */
export interface JobReport {
  readonly stage?: string | undefined;
  readonly stageProgress?: number | undefined;
  /** Of the whole job. Computed by the server from `stageProgress` and the weights when not given. */
  readonly progress?: number | undefined;
  readonly message?: string | undefined;
  readonly currentRow?: number | undefined;
  readonly totalRows?: number | undefined;
  /** Computed by the server when not given. */
  readonly estimatedSecondsRemaining?: number | undefined;
}

export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}
