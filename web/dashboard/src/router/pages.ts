/** A page's address. The server answers each with the application, and no other. */
export type PagePath = "/" | "/history" | "/running" | "/upload" | "/preferences" | "/admin";

/** A page as the navigation shows it. */
export interface Page {
  readonly path: PagePath;
  /** In the navigation, the heading and the title. */
  readonly name: string;
}

/** In the order of the navigation. */
export const pages: readonly Page[] = [
  { path: "/", name: "Home" },
  { path: "/history", name: "History" },
  { path: "/running", name: "Running jobs" },
  { path: "/upload", name: "Upload" },
  { path: "/preferences", name: "Preferences" },
  { path: "/admin", name: "Admin" },
];

/** The page of an address, a slash at its end or not; undefined for an address of none. */
export function pageAt(pathname: string): Page | undefined {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") || "/" : pathname;
  return pages.find((page) => page.path === path);
}

/** What the title of the window says. */
export function titleOf(page: Page | undefined, unread: number): string {
  const name = page?.name ?? "Page not found";
  return `${unread > 0 ? `(${unread}) ` : ""}${name} · Belfry`;
}
