/** Joins class names; what is false, null or empty is left out. Later ones do not undo earlier ones. */
export function cn(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
