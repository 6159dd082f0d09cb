import { ApiError } from "@belfry/client";

/** What went wrong, as a sentence that says what to do about it. */
export function explain(reason: unknown): string {
  if (!(reason instanceof ApiError)) return reason instanceof Error ? sentence(reason.message) : "Something went wrong.";
  switch (reason.code) {
    case "NETWORK":
      return "The server could not be reached. Check that it runs, then try again.";
    case "TIMEOUT":
      return "The server did not answer in time. Try again in a moment.";
    case "BAD_ANSWER":
      return "The server answered with something this page does not understand. It may be of another version: reload the page.";
    case "RATE_LIMITED":
      return `Too many requests. Wait ${Math.ceil((reason.retryAfterMs ?? 60_000) / 1000)} seconds, then try again.`;
    default:
      return sentence(reason.detail);
  }
}

/** Begins with a capital and ends with a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (/[.!?]$/.test(trimmed) ? "" : ".");
}
