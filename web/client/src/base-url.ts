/** The server's base without a slash at its end. Throws a `TypeError` for what could never work. */
export function baseOf(url: string | URL): string {
  const { protocol, username, password, search, hash, origin, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol) || username || password || search || hash) {
    throw new TypeError("url must be http(s)://host[:port][/prefix]");
  }
  return origin + pathname.replace(/\/+$/, "");
}
