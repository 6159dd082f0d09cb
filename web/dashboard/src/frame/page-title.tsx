import { useUnreadCount } from "@belfry/react";
import { type ReactNode, useEffect } from "react";
import { type Page, titleOf } from "../router/pages.js";

/** Sets the title of the window. Shows nothing. */
export function PageTitle({ page }: { readonly page: Page | undefined }): ReactNode {
  const title = titleOf(page, useUnreadCount());
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
