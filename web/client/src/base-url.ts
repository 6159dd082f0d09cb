/** The server's base without a slash at its end. Throws a `TypeError` for what could never work. */
export function baseOf(url: string | URL): string {
  const { protocol, username, password, search, hash, origin, pathname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") throw new TypeError("url must be http or https");
  if (username || password || search || hash) throw new TypeError("url must have no credentials, query or fragment");
  return origin + pathname.replace(/\/+$/, "");
}
