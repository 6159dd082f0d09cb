import type { Draft } from "./publish-body.js";

/** The levels of a broadcast notification (protocol, dashboard dialect). */
export const levels = ["info", "success", "warning", "error"] as const;

/** What stands in the form. */
export interface BroadcastDraft {
  readonly target: "all" | "user";
  readonly userId: string;
  readonly title: string;
  readonly message: string;
  readonly level: string;
}

/** An empty form. */
export const emptyBroadcast: BroadcastDraft = { target: "all", userId: "", title: "", message: "", level: "info" };

/** The body of `POST /broadcast`, or what is wrong. */
export function broadcastBodyOf({ target, userId, title, message, level }: BroadcastDraft): Draft {
  const problems: Record<string, string> = {};
  if (target === "user" && userId.trim() === "") problems["userId"] = "Give the user's id.";
  if (title.trim() === "") problems["title"] = "Give a title.";
  if (message.trim() === "") problems["message"] = "Give a message.";
  if (Object.keys(problems).length > 0) return { problems };
  return {
    body: {
      target: target === "all" ? { all: true } : { userId: userId.trim() },
      message: { type: "notification", data: { title: title.trim(), message: message.trim(), level } },
    },
  };
}
