import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Link } from "../src/router/link.js";
import { navigate, usePathname } from "../src/router/location.js";
import { pageAt, titleOf } from "../src/router/pages.js";

function Here(): ReactNode {
  return <p data-testid="here">{usePathname()}</p>;
}

const here = (): string | null => screen.getByTestId("here").textContent;

beforeEach(() => {
  window.scrollTo = () => undefined;
  window.history.replaceState(null, "", "/");
});
afterEach(cleanup);

test("an address is its page, with a slash at its end or without", () => {
  expect(pageAt("/")?.name).toBe("Home");
  expect(pageAt("/history/")?.name).toBe("History");
  expect(pageAt("/historic")).toBeUndefined();
  expect(pageAt("//")?.name).toBe("Home");
});

test("the title says the page, and how many are unread", () => {
  expect(titleOf(pageAt("/history"), 0)).toBe("History · Belfry");
  expect(titleOf(pageAt("/history"), 3)).toBe("(3) History · Belfry");
  expect(titleOf(undefined, 0)).toBe("Page not found · Belfry");
});

test("a link goes there without loading, and back comes back", () => {
  render(<><Link to="/history">History</Link><Here /></>);
  fireEvent.click(screen.getByRole("link"));
  expect(here()).toBe("/history");
  window.history.replaceState(null, "", "/");
  act(() => void window.dispatchEvent(new PopStateEvent("popstate")));
  expect(here()).toBe("/");
});

test.each(["ctrlKey", "metaKey", "shiftKey", "altKey"])("a click with %s is left to the browser", (key) => {
  render(<><Link to="/history">History</Link><Here /></>);
  let isLeft = false;
  const listen = (event: Event): void => {
    isLeft = !event.defaultPrevented;
    // There is no browser here that could open a tab.
    event.preventDefault();
  };
  window.addEventListener("click", listen, { once: true });
  fireEvent.click(screen.getByRole("link"), { [key]: true });
  expect(isLeft).toBe(true);
  expect(here()).toBe("/");
});

test("going where one is makes no entry in the history", () => {
  render(<Here />);
  act(() => navigate("/upload"));
  const entries = window.history.length;
  act(() => navigate("/upload"));
  expect(window.history.length).toBe(entries);
});
