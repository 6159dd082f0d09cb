import type { ReactNode } from "react";
import { Link } from "../router/link.js";
import { PageBody } from "../ui/page-body.js";

/** For an address of no page. */
export function NotFoundPage(): ReactNode {
  return (
    <PageBody title="Page not found" lead="There is no page at this address.">
      <p>
        <Link to="/" className="underline underline-offset-4">
          Go to the first page
        </Link>
      </p>
    </PageBody>
  );
}
