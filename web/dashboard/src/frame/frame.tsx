import { Toaster } from "@belfry/react";
import { type ReactNode, useRef } from "react";
import { usePathname } from "../router/location.js";
import { pageAt } from "../router/pages.js";
import { ErrorBoundary } from "../ui/error-boundary.js";
import { ConnectionBanner } from "./connection-banner.js";
import { Header } from "./header.js";
import { Navigation } from "./navigation.js";
import { PageTitle } from "./page-title.js";
import { PageView } from "./page-view.js";
import { usePageArrival } from "./use-page-arrival.js";

/** What is around every page of somebody who is signed in. */
export function Frame(): ReactNode {
  const main = useRef<HTMLElement>(null);
  const pathname = usePathname();
  const page = pageAt(pathname);
  usePageArrival(main, pathname);
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <PageTitle page={page} />
      <Header />
      <div className="mx-auto flex max-w-7xl flex-col gap-6 px-4 py-4 sm:px-6 lg:flex-row lg:gap-8 lg:py-8">
        <Navigation current={page?.path} />
        <main ref={main} id="content" tabIndex={-1} className="flex min-w-0 grow flex-col gap-6 outline-none">
          <ConnectionBanner />
          <ErrorBoundary key={pathname}>
            <PageView page={page} />
          </ErrorBoundary>
        </main>
      </div>
      <Toaster />
    </>
  );
}
