import { badAnswer } from "../../http/call.js";
import { memberOf, numberOf, textOf } from "../../http/member-of.js";
import type { PublishDraft } from "./publish-body.js";

const reasons: Readonly<Record<string, string>> = {
  disabled: "switched in-app notifications off",
  type_disabled: "switched this type off",
  not_subscribed: "does not follow the channel",
  duplicate: "has it already",
  quiet_hours: "has quiet hours",
};

/** What came of a publish, in sentences. Throws an `ApiError` for an answer of another shape. */
export function publishedText(answer: unknown, target: PublishDraft["target"]): string {
  const accepted = numberOf(answer, "accepted");
  const suppressed = memberOf(answer, "suppressed");
  if (accepted === undefined || !Array.isArray(suppressed)) throw badAnswer("the answer does not say what was accepted");
  if (target === "all") return "Accepted, as an announcement to everybody.";
  const left = suppressed.map((one: unknown) => {
    const reason = textOf(one, "reason") ?? "";
    return `${textOf(one, "userId") ?? "somebody"} ${reasons[reason] ?? `was left out (${reason})`}`;
  });
  const told = `Accepted for ${accepted} ${accepted === 1 ? "user" : "users"}, suppressed for ${suppressed.length}.`;
  return left.length === 0 ? told : `${told} ${left.join("; ")}.`;
}

/** What came of a broadcast, in a sentence. Throws an `ApiError` for an answer of another shape. */
export function broadcastText(answer: unknown): string {
  const succeeded = numberOf(answer, "successCount");
  const failed = numberOf(answer, "failureCount");
  if (succeeded === undefined || failed === undefined) throw badAnswer("the answer has no counts");
  const nobody = succeeded === 0 && failed === 0 ? " Nobody is connected." : "";
  return `Reached ${succeeded} ${succeeded === 1 ? "connection" : "connections"}, failed for ${failed}.${nobody}`;
}
