import type { BrowserContext, Page } from "@playwright/test";

/** Something that a screen reader was given to say. */
export interface Announcement {
  readonly live: "polite" | "assertive";
  readonly text: string;
}

declare global {
  interface Window {
    announced?: Announcement[];
  }
}

/** Keeps in each page of the context what its live regions said, from its first moment. */
export async function recordAnnouncements(context: BrowserContext): Promise<void> {
  await context.addInitScript(record);
}

/** What the page's live regions said until now, oldest first. */
export async function announcements(page: Page): Promise<Announcement[]> {
  return page.evaluate(() => window.announced ?? []);
}

/** Runs in the page: nothing from outside of it can be used in it. */
function record(): void {
  const said: Announcement[] = [];
  window.announced = said;
  const regions = "[aria-live],[role=status],[role=alert]";

  const politenessOf = (region: Element): "polite" | "assertive" | undefined => {
    const named = region.getAttribute("aria-live") ?? (region.getAttribute("role") === "alert" ? "assertive" : "polite");
    if (named === "off" || region.closest("[aria-hidden=true]") !== null) return undefined;
    return named === "assertive" ? "assertive" : "polite";
  };
  const textOf = (node: Node | null): string => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
  const say = (region: Element, text: string): void => {
    const live = politenessOf(region);
    if (live !== undefined && text !== "") said.push({ live, text });
  };
  // Of an atomic region all is said, of others what was added.
  const isAtomic = (region: Element): boolean => {
    const named = region.getAttribute("aria-atomic");
    return named === null ? region.matches("[role=status],[role=alert]") : named === "true";
  };
  const changed = (mutations: MutationRecord[]): void => {
    const whole = new Set<Element>();
    for (const { type, target, addedNodes } of mutations) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(regions) ?? null;
      const added = type === "characterData" ? [target] : [...addedNodes];
      for (const node of added) {
        if (region !== null && isAtomic(region)) whole.add(region);
        else if (region !== null) say(region, textOf(node));
        else if (node instanceof Element) {
          const inside = node.querySelectorAll(regions);
          for (const fresh of node.matches(regions) ? [node, ...inside] : inside) whole.add(fresh);
        }
      }
    }
    for (const region of whole) say(region, textOf(region));
  };
  new MutationObserver(changed).observe(document, { childList: true, characterData: true, subtree: true });
}
