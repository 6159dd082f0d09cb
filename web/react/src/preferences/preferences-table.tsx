import { Fragment, type ReactNode, useState } from "react";
import { Button } from "../_primitives/button.js";
import { Switch } from "../_primitives/switch.js";
import type { DeliveryWay, PreferencesPatch } from "../preference-types.js";
import { type ActionResult, reasonOf } from "../store/result.js";
import { deliveryWays, isWayEnabled } from "./allowed.js";
import { builtInTypes, byGroup, type NotificationTypeRow } from "./notification-types.js";
import { PreferenceRow, wayNames } from "./preference-row.js";
import { usePreferences } from "./use-preferences.js";

/** Properties of `PreferencesTable`. */
export interface PreferencesTableProps {
  /** The rows; default: the server's own types. */
  readonly types?: readonly NotificationTypeRow[];
}

/** What the user wants to hear, by type and way (product 2.7, 5.2). Saved as it is changed. */
export function PreferencesTable({ types = builtInTypes }: PreferencesTableProps): ReactNode {
  const { preferences, phase, allow, update, refetch } = usePreferences();
  const [note, setNote] = useState("");
  const [failure, setFailure] = useState<string>();

  const tell = (saving: Promise<ActionResult>): void => {
    void saving.then((came) => {
      setNote(came.ok ? "Saved." : "");
      setFailure(came.ok ? undefined : `Not saved. ${reasonOf(came.error)}`);
    });
  };

  if (!preferences) return <Missing failed={phase === "failed"} onRetry={() => void refetch()} />;
  return (
    <div data-belfry="" className="bg-surface text-sm text-ink">
      <table className="w-full">
        <caption className="sr-only">Notification preferences</caption>
        <thead>
          <tr>
            <th scope="col" className="px-1 py-2 text-start font-semibold sm:px-2">
              Notification
            </th>
            {deliveryWays.map((way) => (
              <th key={way} scope="col" className="px-1 py-2 font-semibold sm:px-2">
                {wayNames[way]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="border-t border-line">
            <th scope="row" className="px-1 py-2 text-start font-normal sm:px-2">
              All notifications
            </th>
            {deliveryWays.map((way) => (
              <td key={way} className="px-1 py-2 text-center sm:px-2">
                <Switch
                  aria-label={`All notifications – ${wayNames[way]}`}
                  checked={isWayEnabled(preferences, way)}
                  onCheckedChange={(enabled) => tell(update(patchOfWay(way, enabled)))}
                />
              </td>
            ))}
          </tr>
          {[...byGroup(types)].map(([group, rows]) => (
            <Fragment key={group}>
              <tr className="border-t border-line-strong">
                <th scope="colgroup" colSpan={deliveryWays.length + 1} className="px-1 py-2 pt-4 text-start font-semibold sm:px-2">
                  {group}
                </th>
              </tr>
              {rows.map((row) => (
                <PreferenceRow
                  key={row.type}
                  row={row}
                  preferences={preferences}
                  onAllow={(type, way, allowed) => tell(allow(type, way, allowed))}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      {failure !== undefined && (
        <p role="alert" className="p-2 text-error-ink">
          {failure}
        </p>
      )}
      <p role="status" className="p-2 text-ink-soft">
        {note}
      </p>
    </div>
  );
}

function patchOfWay(way: DeliveryWay, enabled: boolean): PreferencesPatch {
  switch (way) {
    case "inApp":
      return { inAppEnabled: enabled };
    case "email":
      return { emailEnabled: enabled };
    case "push":
      return { pushEnabled: enabled };
  }
}

function Missing({ failed, onRetry }: { readonly failed: boolean; readonly onRetry: () => void }): ReactNode {
  if (!failed) {
    return (
      <p data-belfry="" role="status" className="p-2 text-sm text-ink-soft">
        Loading preferences…
      </p>
    );
  }
  return (
    <div data-belfry="" role="alert" className="flex items-center gap-3 p-2 text-sm text-ink">
      <p>Preferences could not be loaded.</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
