import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ToastInput } from "../src/toasts/toast.js";
import { ToastStore } from "../src/toasts/toast-store.js";

let store: ToastStore;
const titles = (): string[] => store.getSnapshot().toasts.map(({ title }) => title);
const info = (title: string, members: Partial<ToastInput> = {}): string => store.add({ level: "info", title, ...members });

beforeEach(() => {
  vi.useFakeTimers();
  store = new ToastStore();
});

describe("how long a toast stays", () => {
  test("5 seconds", () => {
    info("a");
    vi.advanceTimersByTime(4999);
    expect(titles()).toEqual(["a"]);
    vi.advanceTimersByTime(1);
    expect(titles()).toEqual([]);
  });

  test("an error, and one with an action, until it is dismissed", () => {
    info("error", { level: "error" });
    info("action", { action: { label: "Undo", onAction: () => undefined } });
    vi.advanceTimersByTime(3_600_000);
    expect(titles()).toEqual(["error", "action"]);
  });

  test("an error with a duration, that long", () => {
    info("error", { level: "error", durationMs: 7000 });
    vi.advanceTimersByTime(7000);
    expect(titles()).toEqual([]);
  });

  test("while it is held its clock stands; what was left is left", () => {
    info("a");
    vi.advanceTimersByTime(3000);
    store.hold("hover");
    store.hold("hidden");
    vi.advanceTimersByTime(60_000);
    store.release("hover");
    vi.advanceTimersByTime(60_000);
    expect(titles()).toEqual(["a"]);
    store.release("hidden");
    vi.advanceTimersByTime(1999);
    expect(titles()).toEqual(["a"]);
    vi.advanceTimersByTime(1);
    expect(titles()).toEqual([]);
  });

  test("one with the id of another takes its place and begins anew", () => {
    info("a", { id: "x" });
    vi.advanceTimersByTime(4000);
    info("b", { id: "x" });
    vi.advanceTimersByTime(4000);
    expect(titles()).toEqual(["b"]);
  });
});

describe("when many come", () => {
  test("the first three of a second are shown and the rest is counted", () => {
    for (let n = 1; n <= 15; ++n) info(`t${n}`);
    expect(titles()).toEqual(["t1", "t2", "t3"]);
    expect(store.getSnapshot().more).toBe(12);
  });

  test("the count goes by itself, too", () => {
    for (let n = 1; n <= 4; ++n) info(`t${n}`);
    vi.advanceTimersByTime(5000);
    expect(store.getSnapshot()).toEqual({ toasts: [], more: 0, moreErrors: false });
  });

  test("slow ones push the oldest out that would go by itself", () => {
    store.add({ level: "error", title: "error" });
    for (const title of ["a", "b", "c"]) {
      vi.advanceTimersByTime(1100);
      info(title);
    }
    expect(titles()).toEqual(["error", "b", "c"]);
    expect(store.getSnapshot().more).toBe(0);
  });

  test("an error takes the place of one that is none", () => {
    for (let n = 1; n <= 3; ++n) info(`t${n}`);
    store.add({ level: "error", title: "error" });
    expect(titles()).toEqual(["t2", "t3", "error"]);
    expect(store.getSnapshot().more).toBe(1);
  });

  test("errors beyond the room are counted, and their count stays", () => {
    for (let n = 1; n <= 5; ++n) store.add({ level: "error", title: `e${n}` });
    vi.advanceTimersByTime(60_000);
    expect(titles()).toEqual(["e1", "e2", "e3"]);
    expect(store.getSnapshot()).toMatchObject({ more: 2, moreErrors: true });
  });

  test("after clearing no timer is left", () => {
    for (let n = 1; n <= 5; ++n) info(`t${n}`);
    store.clear();
    expect(vi.getTimerCount()).toBe(0);
  });
});
