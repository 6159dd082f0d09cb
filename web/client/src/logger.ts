/** One level of a log. Fields hold no token and no text of a notification. */
export type LogMethod = (message: string, fields?: object) => void;

/** Where a client says what it does. `console` is one. */
export interface Logger {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
}

/** Of a client that was given none. */
export const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A connection must not break because its log throws: this is the one place where an error is kept silent. */
export function guarded(logger: Logger): Logger {
  const method =
    (level: keyof Logger): LogMethod =>
    (...entry) => {
      try {
        logger[level](...entry);
      } catch {
        // there is no place left to say it
      }
    };
  return { debug: method("debug"), info: method("info"), warn: method("warn"), error: method("error") };
}
