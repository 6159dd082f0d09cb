import type { ReactNode } from "react";
import { Link } from "../router/link.js";
import { type PagePath, pages } from "../router/pages.js";
import { useAccount } from "../session/use-account.js";
import { Glyph, type GlyphName } from "../ui/glyph.js";

const glyphs: Record<PagePath, GlyphName> = {
  "/": "home",
  "/history": "history",
  "/running": "running",
  "/upload": "upload",
  "/preferences": "preferences",
  "/admin": "admin",
};

/** Beside the page where there is room, above it where there is not. The admin page is for those who may use it. */
export function Navigation({ current }: { readonly current: PagePath | undefined }): ReactNode {
  const { account } = useAccount();
  return (
    <nav aria-label="Pages" className="lg:w-52 lg:shrink-0">
      <ul className="flex flex-wrap gap-1 lg:sticky lg:top-20 lg:flex-col">
        {pages
          .filter(({ path }) => path !== "/admin" || account.isAdmin)
          .map(({ path, name }) => (
            <li key={path}>
              <Link
                to={path}
                aria-current={path === current ? "page" : undefined}
                className="flex min-h-10 items-center gap-2 rounded-md px-3 text-sm font-medium text-ink-soft hover:bg-raised hover:text-ink aria-[current=page]:bg-accent aria-[current=page]:text-on-accent lg:gap-3"
              >
                <Glyph name={glyphs[path]} className="hidden size-5 sm:block" />
                {name}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
