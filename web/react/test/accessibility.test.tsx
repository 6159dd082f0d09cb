import { act, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";
import {
  ConnectionStatusIndicator,
  JobProgress,
  NotificationCenter,
  PreferencesTable,
  Toaster,
} from "../src/index.js";
import { renderConnected } from "./harness.js";
import { jobOf } from "./job-of.js";

// axe measures icon fonts on a canvas, which jsdom has not.
HTMLCanvasElement.prototype.getContext = () => null;

/** Colours and sizes need a layout, which jsdom has not: tokens.test.ts and the browser tests measure them. */
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("axe finds no fault in the whole kit, with the centre open", async () => {
  const user = userEvent.setup();
  const { server } = await renderConnected(
    <>
      <ConnectionStatusIndicator />
      <NotificationCenter />
      <JobProgress jobId="job_20260125_k3v9" />
      <PreferencesTable />
      <Toaster />
    </>,
    (given) => {
      given.jobsById.set("job_20260125_k3v9", jobOf());
      given.publish({ body: "1,204 rows", actionUrl: "/uploads/17" });
    },
  );
  act(() => {
    server.publish({ type: "upload_failed" });
    for (let n = 0; n < 5; ++n) server.publish();
  });
  expect(await faults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Notifications/ }));
  await screen.findByRole("dialog");
  expect(await faults()).toEqual([]);
});
