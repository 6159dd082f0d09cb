import { act, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { PreferencesTable } from "../src/index.js";
import { patched } from "../src/preferences/merge-patch.js";
import { renderConnected } from "./harness.js";

const switchOf = (name: string): HTMLElement => screen.getByRole("switch", { name });
const isOn = (name: string): boolean => switchOf(name).getAttribute("aria-checked") === "true";

describe("the table", () => {
  test("shows what was never said as allowed, and saves what is switched at once", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<PreferencesTable />);
    expect(isOn("Comments – Email")).toBe(true);
    const answer = server.hold("patchPreferences");
    await user.click(switchOf("Comments – Email"));
    expect(isOn("Comments – Email")).toBe(false);
    await act(async () => answer());
    expect(server.kept.preferences).toEqual({ new_comment: { email: false } });
    expect(screen.getByText("Saved.").getAttribute("role")).toBe("status");
  });

  test("takes back what is refused and says why, keeping what else was switched", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<PreferencesTable />);
    server.refuse("patchPreferences", "The store is unavailable");
    const answer = server.hold("patchPreferences");
    await user.click(switchOf("Likes – Push"));
    await user.click(switchOf("Comments – Push"));
    expect([isOn("Likes – Push"), isOn("Comments – Push")]).toEqual([false, false]);
    await act(async () => answer());
    expect([isOn("Likes – Push"), isOn("Comments – Push")]).toEqual([true, false]);
  });

  test("says why it was not saved", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<PreferencesTable />);
    server.refuse("patchPreferences", "The store is unavailable");
    await user.click(switchOf("Likes – Push"));
    expect(screen.getByRole("alert").textContent).toBe("Not saved. The store is unavailable");
  });

  test("locks a mandatory type: it can be reached, says so and does not move", async () => {
    const user = userEvent.setup();
    const { server } = await renderConnected(<PreferencesTable />);
    const locked = switchOf("Maintenance – In app");
    expect(locked.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(locked.getAttribute("aria-describedby") ?? "")?.textContent).toBe("Always sent");
    await user.click(locked);
    expect(isOn("Maintenance – In app")).toBe(true);
    expect(server.calls).not.toContain("patchPreferences");
  });

  test("follows a change made on another device", async () => {
    const { server } = await renderConnected(<PreferencesTable />);
    server.kept = { ...server.kept, pushEnabled: false };
    await act(async () => void server.push({ op: "preferences", rev: ++server.rev, at: 1 }));
    expect(isOn("All notifications – Push")).toBe(false);
  });

  test("that could not be fetched says so and can be tried again", async () => {
    const user = userEvent.setup();
    await renderConnected(<PreferencesTable />, (server) => server.refuse("preferences", "no"));
    expect(screen.getByRole("alert").textContent).toContain("could not be loaded");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(isOn("Comments – Email")).toBe(true);
  });
});

test("a merge patch sets, takes back with null and leaves the rest", () => {
  const base = {
    inAppEnabled: true,
    emailEnabled: false,
    pushEnabled: false,
    preferences: { new_like: { email: false, push: false }, new_comment: { email: false } },
    mandatory: [],
    quietHours: { timeZone: "Europe/Vienna", periods: [] },
  };
  const patch = { emailEnabled: null, preferences: { new_like: { email: null }, new_comment: null }, quietHours: null };
  expect(patched(base, patch)).toEqual({
    inAppEnabled: true,
    emailEnabled: true,
    pushEnabled: false,
    preferences: { new_like: { push: false } },
    mandatory: [],
  });
});
