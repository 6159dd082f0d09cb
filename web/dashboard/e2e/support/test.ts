import { test as base, type BrowserContext, expect } from "@playwright/test";
import { Backend } from "./backend.ts";
import { Cable } from "./cable.ts";
import { Faults } from "./faults.ts";
import { recordAnnouncements } from "./live-regions.ts";
import { BelfryServer } from "./server.ts";
import type { Settings } from "./settings.ts";

interface Fixtures {
  /** A user whom no other test knows. */
  readonly user: string;
  /** One more device: a browser without anything in it. */
  readonly device: () => Promise<BrowserContext>;
  readonly faults: Faults;
}

/** Playwright's `test`, with a user of its own, and failing when a page of it broke the policy or threw. */
export const test = base.extend<Fixtures>({
  user: async ({}, use, info) => {
    await use(`ada-${info.testId}-${info.repeatEachIndex}-${info.retry}`);
  },
  faults: async ({}, use) => {
    const faults = new Faults();
    await use(faults);
    expect(faults.seen, "faults of the pages").toEqual([]);
  },
  context: async ({ context, faults }, use) => {
    await faults.watch(context);
    await recordAnnouncements(context);
    await use(context);
  },
  device: async ({ browser, faults }, use) => {
    const devices: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      devices.push(context);
      await faults.watch(context);
      await recordAnnouncements(context);
      return context;
    });
    for (const context of devices) await context.close();
  },
});

export { expect };

/** The same behind a cable, at whose address browsers have to come. */
export function cabledServerOfThisFile(): { readonly server: BelfryServer; readonly backend: Backend; readonly cable: Cable } {
  const server = new BelfryServer();
  const cable = new Cable(() => server.port);
  test.beforeAll(async () => {
    await cable.lay();
    await server.start(cable.url);
  });
  test.afterAll(async () => {
    await cable.remove();
    await server.dispose();
  });
  return { server, backend: new Backend(server), cable };
}

/** A server for all tests of a file, and the service that talks to it. */
export function serverOfThisFile(changes: Settings = {}): { readonly server: BelfryServer; readonly backend: Backend } {
  const server = new BelfryServer(changes);
  test.beforeAll(() => server.start());
  test.afterAll(() => server.dispose());
  return { server, backend: new Backend(server) };
}
