import type { NotificationTypeRow } from "@belfry/react";

/** The built-in rows that the server takes, then what its configuration adds. */
export function rowsOf(types: readonly string[], builtIn: readonly NotificationTypeRow[]): readonly NotificationTypeRow[] {
  const known = builtIn.filter(({ type }) => types.includes(type));
  const added = types.filter((type) => !builtIn.some((row) => row.type === type));
  return [...known, ...added.map((type) => ({ type, label: labelOf(type), group: "Of this server" }))];
}

function labelOf(type: string): string {
  const words = type.replaceAll("_", " ").trim();
  return words === "" ? type : words.charAt(0).toUpperCase() + words.slice(1);
}
