import { act, fireEvent, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Toaster } from "../src/index.js";
import { renderConnected } from "./harness.js";

const dismissButtons = (): HTMLElement[] => screen.queryAllByRole("button", { name: "Dismiss notification" });

function hideTab(hidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

afterEach(() => vi.restoreAllMocks());

describe("what a toast is", () => {
  test("a status for news, an alert for an error; both with icon and words", async () => {
    const { server } = await renderConnected(<Toaster />);
    act(() => void server.publish({ type: "upload_complete", title: "parts.csv is complete", body: "1,204 rows" }));
    act(() => void server.publish({ type: "upload_failed", title: "more.csv failed" }));
    const status = screen.getByRole("status");
    expect(status.textContent).toBe("Success: parts.csv is complete1,204 rows");
    expect(status.querySelector("svg")?.dataset["icon"]).toBe("check");
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toBe("Error: more.csv failed");
    expect(alert.closest("[aria-live]")).toBeNull();
    expect(status.closest("ol")?.getAttribute("aria-live")).toBe("polite");
  });

  test("none for a silent notification", async () => {
    const { server } = await renderConnected(<Toaster />);
    act(() => void server.publish({ silent: true }));
    expect(dismissButtons()).toHaveLength(0);
  });

  test("a broadcast, which is kept nowhere, is a toast", async () => {
    const { client } = await renderConnected(<Toaster />);
    act(() => client.emit("message", { type: "notification", data: { title: "Deployed", level: "warning" } }));
    expect(screen.getByRole("status").textContent).toBe("Warning: Deployed");
  });

  test("a link only to what may be linked, and never HTML", async () => {
    const { server } = await renderConnected(<Toaster />);
    act(() => void server.publish({ title: "<b>bold</b>", actionUrl: "/uploads/17" }));
    act(() => void server.publish({ actionUrl: "javascript:alert(1)" }));
    act(() => void server.publish({ actionUrl: "//evil.example" }));
    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["/uploads/17"]);
    expect(screen.getByText("<b>bold</b>")).toBeDefined();
  });

  test("many in a second are three and a count", async () => {
    const { server } = await renderConnected(<Toaster />);
    act(() => {
      for (let n = 0; n < 15; ++n) server.publish();
    });
    expect(screen.getByText("and 12 more")).toBeDefined();
    expect(dismissButtons()).toHaveLength(4);
  });
});

describe("how long it stays", () => {
  test.each([
    ["hover", () => fireEvent.pointerMove(screen.getByRole("status")), () => fireEvent.pointerLeave(screen.getByRole("region"))],
    ["focus", () => act(() => dismissButtons()[0]?.focus()), () => act(() => dismissButtons()[0]?.blur())],
    ["a hidden tab", () => hideTab(true), () => hideTab(false)],
  ] as const)("%s holds it", async (_, hold, release) => {
    vi.useFakeTimers();
    const { server } = await renderConnected(<Toaster />);
    act(() => void server.publish());
    hold();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(dismissButtons()).toHaveLength(1);
    release();
    act(() => void vi.advanceTimersByTime(5000));
    expect(dismissButtons()).toHaveLength(0);
  });

  test("a toast that is dismissed under the pointer does not hold the ones after it", async () => {
    vi.useFakeTimers();
    const { server } = await renderConnected(<Toaster />);
    act(() => void server.publish());
    fireEvent.pointerMove(screen.getByRole("status"));
    fireEvent.click(screen.getByRole("button"));
    act(() => void server.publish());
    act(() => void vi.advanceTimersByTime(5000));
    expect(dismissButtons()).toHaveLength(0);
  });
});

describe("the keyboard", () => {
  test("a toast never takes the focus; Tab reaches it, Escape closes only the focused one", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(
      <>
        <button>Page</button>
        <Toaster />
      </>,
    );
    await user.tab();
    act(() => void server.publish({ title: "first" }));
    act(() => void server.publish({ title: "second" }));
    expect(document.activeElement?.textContent).toBe("Page");
    await user.keyboard("{Escape}");
    expect(dismissButtons()).toHaveLength(2);
    await user.tab();
    await user.tab();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Dismiss notification");
    await user.keyboard("{Escape}");
    expect(screen.queryByText("first")).toBeNull();
    expect(document.activeElement?.textContent).toContain("second");
  });

  test("the hotkey goes to the newest one, also when that is an error and stands first", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<Toaster />);
    act(() => void server.publish());
    act(() => void server.publish({ type: "upload_failed" }));
    await user.keyboard("{F8}");
    expect(document.activeElement?.getAttribute("role")).toBe("alert");
  });

  test("the last one gives the focus back to where it came from", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(
      <>
        <button>Page</button>
        <Toaster />
      </>,
    );
    await user.tab();
    act(() => void server.publish());
    await user.keyboard("{F8}");
    expect(document.activeElement?.getAttribute("role")).toBe("status");
    await user.keyboard("{Escape}");
    expect(document.activeElement?.textContent).toBe("Page");
  });
});
