import { ApiError } from "@belfry/client";
import { explain, sentence } from "../../http/explain.js";
import type { Problems } from "./publish-body.js";

/** A refusal, taken apart. */
export interface Refusal {
  /** What the server said of fields that the form has. */
  readonly problems: Problems;
  /** What belongs to no field, as a sentence. */
  readonly failure: string | undefined;
}

/** Puts what the server says of `/data/rows` beside the field `data`: the last part of a pointer that is a field's name. */
export function refusalOf(reason: unknown, fields: readonly string[]): Refusal {
  if (!(reason instanceof ApiError) || reason.errors === undefined || reason.errors.length === 0) {
    return { problems: {}, failure: explain(reason) };
  }
  const problems: Record<string, string> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of reason.errors) {
    const field = pointer.split("/").reverse().find((part) => fields.includes(part));
    if (field === undefined) rest.push(`${pointer === "" ? "The request" : pointer}: ${detail}`);
    else problems[field] ??= sentence(pointer.endsWith(`/${field}`) ? detail : `${pointer}: ${detail}`);
  }
  return { problems, failure: rest.length > 0 ? sentence(rest.join("; ")) : undefined };
}
