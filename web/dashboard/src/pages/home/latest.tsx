import { Button, NotificationEntry, useNotifications } from "@belfry/react";
import type { ReactNode } from "react";
import { explain } from "../../http/explain.js";
import { useAccount } from "../../session/use-account.js";
import { CodeLine } from "../../ui/code-line.js";
import { Empty } from "../../ui/empty.js";
import { Note } from "../../ui/note.js";
import { Panel } from "../../ui/panel.js";
import { useReported } from "../../ui/use-reported.js";
import { publishCommand } from "./publish-command.js";

const shownAtMost = 5;

/** The newest notifications; when there are none, how to make one. */
export function Latest(): ReactNode {
  const { account } = useAccount();
  const { items, phase, error, markRead, remove, refetch } = useNotifications();
  const report = useReported();
  return (
    <Panel title="Latest notifications">
      {error && (
        <Note tone="error" action={<Button onClick={() => void refetch()}>Try again</Button>}>
          Your notifications could not be fetched. {explain(error)}
        </Note>
      )}
      {!error && phase !== "ready" && <p className="text-sm text-ink-soft">Loading notifications…</p>}
      {phase === "ready" && items.length === 0 && (
        <Empty glyph="tower" title="Nothing has come yet">
          <p>
            Publish a first one: what a service sends with its key appears here at once. <code>$KEY</code> is the key in
            the server&apos;s configuration, or in its <code>dev.toml</code>.
          </p>
          <CodeLine label="Command that publishes a notification" code={publishCommand(account.server, account.userId)} />
        </Empty>
      )}
      {items.length > 0 && (
        <div className="overflow-hidden rounded-md border border-line">
          {items.slice(0, shownAtMost).map((item, index) => (
            <NotificationEntry
              key={item.id}
              item={item}
              position={index + 1}
              total={Math.min(items.length, shownAtMost)}
              onRead={(id) => report(markRead(id))}
              onDismiss={(id) => report(remove(id))}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}
