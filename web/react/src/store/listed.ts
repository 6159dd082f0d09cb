/**
 * The answer, when it has the list that stores go through. What stands before a server may answer 200 with something else, on
 * which a component would break while it renders.
 */
export function listed<Page extends { readonly items: readonly unknown[] }>(page: Page): Page {
  if (Array.isArray(page.items)) return page;
  throw new Error("the server's answer has no list");
}
