import { NotificationToast, Toaster, type ToastInput } from "../../src/index.js";
import { MoreToasts } from "../../src/toasts/more-toasts.js";
import { Stage } from "../stage.js";
import type { Story } from "../story.js";

const nothing = (): void => undefined;

const toasts: readonly (ToastInput & { readonly name: string })[] = [
  { name: "success", level: "success", title: "parts.csv is complete", body: "1,204 rows" },
  { name: "info", level: "info", title: "Grace follows you" },
  { name: "warning", level: "warning", title: "90 % of your space is used", action: { label: "Make room", href: "/space" } },
  { name: "error", level: "error", title: "parts.csv failed", body: "Row 17 has no part number.", action: { label: "Retry", onAction: nothing } },
  { name: "long", level: "info", title: "A-title-without-a-single-space-that-is-as-long-as-a-title-may-be-".repeat(3), body: "Words. ".repeat(60) },
];

/** Every kind of toast, one of them in a toaster, and a burst. */
export const toastStories: readonly Story[] = [
  ...toasts.map(({ name, ...toast }) => ({
    id: `toast-${name}`,
    title: `Toast: ${name}`,
    Show: () => <NotificationToast toast={toast} onDismiss={nothing} />,
  })),
  { id: "toast-more", title: "Toast: and 12 more", Show: () => <MoreToasts count={12} isAlert={false} onDismiss={nothing} /> },
  {
    id: "toaster",
    title: "Toaster: one of each",
    isWholePage: true,
    Show: () => (
      <Stage
        play={(server) => {
          server.publish({ type: "upload_complete", title: "parts.csv is complete" });
          server.publish({ type: "new_follower", title: "Grace follows you" });
          server.publish({ type: "upload_failed", title: "more.csv failed" });
        }}
      >
        <Toaster />
      </Stage>
    ),
  },
  {
    id: "toaster-burst",
    title: "Toaster: fifteen at once",
    isWholePage: true,
    Show: () => (
      <Stage
        play={(server) => {
          for (let n = 0; n < 15; ++n) server.publish();
        }}
      >
        <Toaster />
      </Stage>
    ),
  },
];
