/** What came of an action. Actions never reject: a rejection that nobody awaits would be lost. */
export type ActionResult = { readonly ok: true } | { readonly ok: false; readonly error: Error };

/** The action is done. */
export const done: ActionResult = { ok: true };

/** The action was taken back because of `reason`. */
export function failed(reason: unknown): ActionResult {
  return { ok: false, error: asError(reason) };
}

/** Why, in a sentence for people: what the server said of it, where it said something. */
export function reasonOf(error: Error): string {
  return "detail" in error && typeof error.detail === "string" ? error.detail : error.message;
}

/** What was thrown, as an error. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
