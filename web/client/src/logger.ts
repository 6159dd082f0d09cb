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
