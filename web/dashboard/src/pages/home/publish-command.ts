/** A command that publishes a first notification to a user, ready for a shell: the name is quoted, whatever it is. */
export function publishCommand(server: string, userId: string): string {
  const body = JSON.stringify({ userId, type: "new_like", title: "Hello" }).replaceAll("'", `'\\''`);
  return [
    `curl ${server}/notifications \\`,
    `  -H "Authorization: Bearer $KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body}'`,
  ].join("\n");
}
