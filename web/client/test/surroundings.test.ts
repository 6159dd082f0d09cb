import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { pageSurroundings } from "../src/surroundings.js";

class Page extends EventTarget {
  visibilityState = "visible";
}

afterEach(() => vi.unstubAllGlobals());

test("outside of a page everything is seen, and nothing is shared", () => {
  expect(pageSurroundings().visible()).toBe(true);
  expect(pageSurroundings().surface).toBeUndefined();
});

describe("in a page", () => {
  let page: Page;
  let frame: EventTarget;
  beforeEach(() => {
    page = new Page();
    frame = new EventTarget();
    vi.stubGlobal("document", page);
    vi.stubGlobal("navigator", {});
    vi.stubGlobal("addEventListener", frame.addEventListener.bind(frame));
  });

  test("it wakes up when it is seen, is online, or comes out of the cache, until nobody listens", () => {
    const woken = vi.fn();
    const stop = pageSurroundings().onWake(woken);
    page.dispatchEvent(new Event("visibilitychange"));
    frame.dispatchEvent(new Event("online"));
    frame.dispatchEvent(new Event("pageshow"));
    expect(woken).toHaveBeenCalledTimes(3);

    stop();
    page.dispatchEvent(new Event("visibilitychange"));
    frame.dispatchEvent(new Event("online"));
    expect(woken).toHaveBeenCalledTimes(3);
  });

  test("being hidden is no waking up", () => {
    const woken = vi.fn();
    const surroundings = pageSurroundings();
    surroundings.onWake(woken);
    page.visibilityState = "hidden";
    page.dispatchEvent(new Event("visibilitychange"));

    expect(surroundings.visible()).toBe(false);
    expect(woken).not.toHaveBeenCalled();
  });

  test("without locks there is nothing to share with", () => {
    expect(pageSurroundings().surface).toBeUndefined();

    const locks = { request: vi.fn() };
    vi.stubGlobal("navigator", { locks });
    expect(pageSurroundings().surface?.locks).toBe(locks);
  });
});
