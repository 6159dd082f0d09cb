import type { Answer, ApiRequest, Unanswered } from "./transport.js";

/** How a call ended. */
export type Outcome =
  | { readonly kind: "sent"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly answer: Answer; readonly attempts: number }
  | {
      readonly kind: "given_up";
      readonly reason: string;
      readonly attempts: number;
      readonly last?: Answer | Unanswered;
    }
  | { readonly kind: "replaced" }
  | { readonly kind: "ignored" };

/**
 * `safe`: doing it twice is harmless, or the server knows it by its key. `unsafe`: it must not be done twice, and is
 * repeated only when the server cannot have got it or said that it did nothing.
 */
export type Repeating = "safe" | "unsafe";

export interface Call {
  readonly request: ApiRequest;
  readonly repeating: Repeating;
  /** The calls of a job keep their order. */
  readonly jobId?: string | undefined;
  /** Milliseconds of `performance.now()`: it is given up then, wherever it is. */
  readonly deadline: number;
  /** Whether a refusal means that it is done: by an attempt before, whose answer was lost. */
  readonly doneBefore?: ((refusal: Answer) => boolean) | undefined;
  /** Called once. Must not throw. */
  readonly finish: (outcome: Outcome) => void;
}

/** Only the latest of a job is worth sending, and not more often than the server shows it. */
export interface ProgressCall extends Call {
  readonly jobId: string;
  /** Not to be sent before. */
  dueAt: number;
}

export const isProgress = (call: Call): call is ProgressCall => "dueAt" in call;
