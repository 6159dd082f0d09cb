import type { BrowserContext } from "@playwright/test";

const mark = "Content-Security-Policy violated:";

/** What no page may do: break the policy, throw, or complain in its console. */
export class Faults {
  readonly seen: string[] = [];

  /** Watches every page of the context, also those that are opened later. */
  async watch(context: BrowserContext): Promise<void> {
    await context.addInitScript((prefix) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(prefix, event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber);
      });
    }, mark);
    context.on("console", (message) => {
      if (message.type() === "error" && !isOfTheNetwork(message.text())) this.seen.push(message.text());
    });
    context.on("weberror", (error) => this.seen.push(error.error().stack ?? String(error.error())));
  }
}

/** Chromium writes these itself when a server is down or refuses, which tests do on purpose. */
function isOfTheNetwork(text: string): boolean {
  return text.startsWith("Failed to load resource:") || /^WebSocket connection to '.*' failed/.test(text);
}
