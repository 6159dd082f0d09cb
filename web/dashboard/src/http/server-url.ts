/**
 * Where the server is: the page's own origin, or what `VITE_WEBSOCKET_URL` said when the application was built (product
 * 6.1), its ws read as http. Has no slash at its end.
 */
export function serverUrl(configured: string | undefined, origin: string): string {
  if (configured === undefined || configured === "") return origin;
  const url = new URL(configured);
  const scheme = { "ws:": "http:", "wss:": "https:" }[url.protocol] ?? url.protocol;
  return `${scheme}//${url.host}${url.pathname.replace(/\/+$/, "")}`;
}
