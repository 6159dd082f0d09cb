import { lazy, type ReactNode, Suspense } from "react";
import type { Page, PagePath } from "../router/pages.js";
import { NotFoundPage } from "./not-found-page.js";

/** Each page is a file of its own, fetched when somebody goes there. */
const views: Record<PagePath, ReturnType<typeof lazy>> = {
  "/": lazy(async () => ({ default: (await import("../pages/home/home-page.js")).HomePage })),
  "/history": lazy(async () => ({ default: (await import("../pages/history/history-page.js")).HistoryPage })),
  "/running": lazy(async () => ({ default: (await import("../pages/running/running-page.js")).RunningPage })),
  "/upload": lazy(async () => ({ default: (await import("../pages/upload/upload-page.js")).UploadPage })),
  "/preferences": lazy(async () => ({ default: (await import("../pages/preferences/preferences-page.js")).PreferencesPage })),
  "/admin": lazy(async () => ({ default: (await import("../pages/admin/admin-page.js")).AdminPage })),
};

/** The page that is shown. */
export function PageView({ page }: { readonly page: Page | undefined }): ReactNode {
  if (!page) return <NotFoundPage />;
  const View = views[page.path];
  return (
    <Suspense fallback={<p className="text-ink-soft">Loading the page…</p>}>
      <View />
    </Suspense>
  );
}
