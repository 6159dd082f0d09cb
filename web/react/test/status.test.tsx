import { act, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ConnectionStatusIndicator } from "../src/index.js";
import { renderConnected } from "./harness.js";

test("says each state in words and with a shape of its own, as a polite status", async () => {
  const { client } = await renderConnected(<ConnectionStatusIndicator />);
  const status = screen.getByRole("status", { name: "WebSocket connection status" });
  expect(status.getAttribute("aria-live")).toBe("polite");
  const seen = (["connected", "reconnecting", "disconnected", "connecting"] as const).map((state) => {
    act(() => client.become(state));
    return [status.textContent, status.querySelector("svg")?.dataset["icon"], status.className.match(/border-(?!\w*-)(\w+)/)?.[1]];
  });
  expect(seen).toEqual([
    ["Connected", "check", "success"],
    ["Reconnecting…", "waiting", "warning"],
    ["Disconnected", "off", "error"],
    ["Connecting…", "waiting", "warning"],
  ]);
});
