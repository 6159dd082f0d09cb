/** An `actionUrl` that may stand in a link: http(s), or a path of this site. Undefined for all else, as `javascript:`. */
export function safeHref(url: string | undefined): string | undefined {
  if (url === undefined || /[\u0000-\u001f\\]/.test(url)) return undefined;
  return /^https?:\/\//i.test(url) || /^\/(?!\/)/.test(url) ? url : undefined;
}
