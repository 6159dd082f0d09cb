/** Holds no key, no payload and no text of a notification. */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  /** Method and path of the call. */
  readonly call?: string;
  readonly jobId?: string;
  /** HTTP status and code of the server's answer, when there was one. */
  readonly status?: number;
  readonly code?: string;
  /** Finds the request in the server's log. */
  readonly requestId?: string;
  /** Why there was no answer, such as `ECONNREFUSED`. */
  readonly cause?: string;
  readonly attempts?: number;
}

export type Log = (entry: LogEntry) => void;

export const logToConsole: Log = (entry) => {
  const { level, message, ...fields } = entry;
  console[level](`belfry: ${message}`, fields);
};

/** The pipeline must not stop because its log throws, so that this is the one place where an error is kept silent. */
export const guarded =
  (log: Log): Log =>
  (entry) => {
    try {
      log(entry);
    } catch {
      // there is no place left to say it
    }
  };
