import { memberOf } from "./member-of.js";

/**
 * The types that a server takes, those of its configuration among them: the values of `PublishBody.type` in its
 * description. Undefined when the description says nothing of the kind.
 */
export function typesOf(openapi: unknown): readonly string[] | undefined {
  const path = ["components", "schemas", "PublishBody", "properties", "type", "enum"];
  const values = path.reduce(memberOf, openapi);
  if (!Array.isArray(values)) return undefined;
  const names = values.filter((value) => typeof value === "string");
  return names.length === 0 ? undefined : names;
}
