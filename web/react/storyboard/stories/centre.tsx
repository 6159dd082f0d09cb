import { Bell, NotificationCenter, NotificationPanel, Toaster } from "../../src/index.js";
import type { FakeServer } from "../../test/fake-server.js";
import { Stage } from "../stage.js";
import type { Story } from "../story.js";

function fill(server: FakeServer): void {
  server.publish({ type: "upload_complete", title: "parts.csv is complete", body: "1,204 rows", actionUrl: "/uploads/17", readAt: 5 });
  server.publish({ type: "upload_failed", title: "more.csv failed", body: "Row 17 has no part number." });
  server.publish({ type: "quota_warning", title: "90 % of your space is used", actionUrl: "/space" });
  server.publish({ type: "new_comment", title: "Grace replied", body: "The crane is wonderful." });
}

function fillALot(server: FakeServer): void {
  for (let n = 0; n < 120; ++n) server.publish();
}

const panel = <NotificationPanel title="Notifications" titleId="panel-title" />;

/** The bell and the list in every state. */
export const centreStories: readonly Story[] = [
  ...[0, 3, 120].map((unread) => ({
    id: `bell-${unread}`,
    title: `Bell: ${unread} unread`,
    Show: () => <Bell unread={unread} />,
  })),
  { id: "panel-filled", title: "List: read, unread, links", Show: () => <Stage prepare={fill}>{panel}</Stage> },
  { id: "panel-empty", title: "List: empty", Show: () => <Stage>{panel}</Stage> },
  {
    id: "panel-loading",
    title: "List: loading",
    Show: () => <Stage prepare={(server) => void server.hold("notifications")}>{panel}</Stage>,
  },
  {
    id: "panel-failed",
    title: "List: could not be loaded",
    Show: () => (
      // Before the connection, and again because of it.
      <Stage prepare={(server) => server.refuse("notifications", "no", 2)}>{panel}</Stage>
    ),
  },
  { id: "panel-pages", title: "List: with more to load", Show: () => <Stage prepare={fillALot}>{panel}</Stage> },
  {
    id: "panel-held",
    title: "List: new ones wait",
    Show: () => (
      <Stage
        prepare={fill}
        play={(server) => {
          server.publish();
          server.publish();
        }}
      >
        {panel}
      </Stage>
    ),
  },
  {
    id: "centre",
    title: "Centre: bell, popover and toaster",
    isWholePage: true,
    Show: () => (
      <Stage prepare={fill} play={(server) => void server.publish({ title: "Just now" })}>
        <div className="flex justify-end">
          <NotificationCenter />
        </div>
        <Toaster />
      </Stage>
    ),
  },
];
