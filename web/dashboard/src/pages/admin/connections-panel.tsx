import { Button } from "@belfry/react";
import { type ReactNode, useDeferredValue, useState } from "react";
import { explain } from "../../http/explain.js";
import { Field } from "../../ui/field.js";
import { Note } from "../../ui/note.js";
import { Panel } from "../../ui/panel.js";
import { ConnectionTable } from "./connection-table.js";
import { useConnections } from "./use-connections.js";
import { useSettled } from "./use-settled.js";

/** Who is connected now, with a way to end a connection (product 1.5). */
export function ConnectionsPanel(): ReactNode {
  const [userId, setUserId] = useState("");
  const { rows, isLoading, error, hasMore, refresh, loadMore, end } = useConnections(useSettled(userId.trim()));
  const [failure, setFailure] = useState<string>();
  const shown = useDeferredValue(rows);
  const onEnd = async (connectionId: string): Promise<void> => {
    try {
      await end(connectionId);
      setFailure(undefined);
    } catch (reason) {
      setFailure(explain(reason));
    }
  };
  return (
    <Panel
      title="Live connections"
      hint="Sockets that are open now, on all nodes."
      aside={
        <Button onClick={refresh} aria-disabled={isLoading}>
          Refresh
        </Button>
      }
    >
      <div className="max-w-xs">
        <Field label="Of one user">
          {(control) => (
            <input
              {...control}
              type="search"
              placeholder="Everybody"
              autoCapitalize="none"
              spellCheck={false}
              value={userId}
              onChange={(event) => setUserId(event.target.value)}
            />
          )}
        </Field>
      </div>
      {error !== undefined && <Note tone="error">The connections could not be fetched. {explain(error)}</Note>}
      {failure !== undefined && <Note tone="error">The connection was not ended. {failure}</Note>}
      {shown && shown.length === 0 && <p className="text-sm">Nobody is connected.</p>}
      {shown && shown.length > 0 && <ConnectionTable rows={shown} onEnd={(id) => void onEnd(id)} />}
      {!rows && isLoading && <p className="text-sm text-ink-soft">Loading connections…</p>}
      {hasMore && (
        <Button className="self-center" onClick={loadMore} aria-disabled={isLoading}>
          Show more
        </Button>
      )}
    </Panel>
  );
}
