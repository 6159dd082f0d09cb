import { act, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { NotificationCenter } from "../src/index.js";
import type { FakeServer } from "./fake-server.js";
import { renderConnected } from "./harness.js";

const three = (server: FakeServer): void => {
  for (let n = 0; n < 3; ++n) server.publish({ actionUrl: n === 2 ? "/boards/3" : undefined });
};
const bell = (): HTMLElement => screen.getByRole("button", { name: /^Notifications/ });
const entries = (): string[] => screen.queryAllByRole("article").map((entry) => within(entry).getByRole("heading").textContent ?? "");

async function opened(prepare: (server: FakeServer) => void = three) {
  const user = userEvent.setup();
  const rendered = await renderConnected(<NotificationCenter />, prepare);
  await user.click(bell());
  await screen.findByRole("dialog");
  return { ...rendered, user };
}

describe("the bell", () => {
  test("has the count in its name and says that it opens a dialog", async () => {
    const { server } = await renderConnected(<NotificationCenter />, three);
    expect(bell().getAttribute("aria-label")).toBe("Notifications, 3 unread");
    expect(bell().getAttribute("aria-haspopup")).toBe("dialog");
    expect(bell().getAttribute("aria-expanded")).toBe("false");
    await act(async () => void (await server.readAll()));
    expect(bell().getAttribute("aria-label")).toBe("Notifications");
  });

  test.each(["{Enter}", " "])("is opened by the key '%s', and Escape returns the focus to it", async (key) => {
    const user = userEvent.setup();
    await renderConnected(<NotificationCenter />, three);
    await user.tab();
    await user.keyboard(key);
    const dialog = await screen.findByRole("dialog", { name: "Notifications" });
    expect(bell().getAttribute("aria-expanded")).toBe("true");
    expect(dialog.contains(document.activeElement)).toBe(true);
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(bell());
  });
});

describe("the list", () => {
  test("says of each entry in words whether it is unread, and where it stands", async () => {
    const { server } = await opened();
    await act(async () => void (await server.read("n2")));
    const articles = screen.getAllByRole("article");
    expect(articles.map((entry) => within(entry).queryByText("Unread") !== null)).toEqual([true, false, true]);
    expect(articles.map((entry) => entry.getAttribute("aria-posinset"))).toEqual(["1", "2", "3"]);
    expect(articles[0]?.getAttribute("aria-setsize")).toBe("3");
  });

  test("arrows, Home and End move between entries", async () => {
    const { user } = await opened();
    const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-entry");
    const path: (string | null | undefined)[] = [];
    for (const key of ["{ArrowDown}", "{ArrowDown}", "{ArrowUp}", "{End}", "{ArrowDown}", "{Home}"]) {
      await user.keyboard(key);
      path.push(focused());
    }
    expect(path).toEqual(["n3", "n2", "n3", "n1", "n1", "n3"]);
  });

  test("marks as read at once, and keeps the focus on the entry", async () => {
    const { user, server } = await opened();
    await user.click(screen.getByRole("button", { name: "Mark as read: Title 2" }));
    expect(server.items.find(({ id }) => id === "n2")?.readAt).toBe(5);
    expect(bell().getAttribute("aria-label")).toBe("Notifications, 2 unread");
    expect(document.activeElement?.getAttribute("data-entry")).toBe("n2");
  });

  test("dismisses, and moves the focus to the next entry", async () => {
    const { user, server } = await opened();
    await user.click(screen.getByRole("button", { name: "Dismiss: Title 2" }));
    expect(entries()).toEqual(["Title 3", "Title 1"]);
    expect(server.items).toHaveLength(2);
    expect(document.activeElement?.getAttribute("data-entry")).toBe("n1");
  });

  test("what could not be dismissed comes back, with the reason as an alert", async () => {
    const { user, server } = await opened();
    server.refuse("remove", "The server is overloaded");
    await user.click(screen.getByRole("button", { name: "Dismiss: Title 2" }));
    expect(entries()).toEqual(["Title 3", "Title 2", "Title 1"]);
    expect(screen.getByRole("alert").textContent).toContain("The server is overloaded");
  });

  test("reads all", async () => {
    const { user, server } = await opened();
    await user.click(screen.getByRole("button", { name: "Mark all as read" }));
    expect(server.state.unread).toBe(0);
    expect(screen.queryAllByText("Unread")).toHaveLength(0);
  });

  test("following its link reads an entry", async () => {
    const { user, server } = await opened();
    document.addEventListener("click", (event) => event.preventDefault(), { once: true });
    await user.click(screen.getByRole("link", { name: "Title 3" }));
    expect(server.state.unread).toBe(2);
  });

  test("puts nothing above the reader until it is asked to", async () => {
    const { user, server } = await opened();
    act(() => void server.publish());
    expect(entries()).toEqual(["Title 3", "Title 2", "Title 1"]);
    await user.click(screen.getByRole("button", { name: "1 new notification: show" }));
    expect(entries()).toEqual(["Title 4", "Title 3", "Title 2", "Title 1"]);
  });

  test("loads more when asked to", async () => {
    const { user } = await opened((server) => {
      for (let n = 0; n < 60; ++n) server.publish();
    });
    expect(entries()).toHaveLength(50);
    await user.click(screen.getByRole("button", { name: "Load more" }));
    expect(entries()).toHaveLength(60);
  });

  test("that could not be fetched says so and can be tried again", async () => {
    const { user } = await opened((server) => {
      three(server);
      server.refuse("notifications", "no");
    });
    expect(screen.getByRole("alert").textContent).toContain("could not be loaded");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(entries()).toHaveLength(3);
  });

  test("shows only what is unread when the menu says so", async () => {
    const { user, server } = await opened();
    await act(async () => void (await server.read("n2")));
    await user.click(screen.getByRole("button", { name: "More actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Show unread only" }));
    expect(entries()).toEqual(["Title 3", "Title 1"]);
  });
});

test("looking at the list tells the server that it was seen", async () => {
  const { server } = await opened();
  expect(server.calls).toContain("seen");
});
