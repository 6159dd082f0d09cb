import { type ReactNode, useId } from "react";
import { Icon } from "../_primitives/icon.js";
import { Switch } from "../_primitives/switch.js";
import type { DeliveryWay, Preferences } from "../preference-types.js";
import { deliveryWays, isAllowed, isMandatory, isWayEnabled } from "./allowed.js";
import type { NotificationTypeRow } from "./notification-types.js";

/** How the ways are called. */
export const wayNames: Record<DeliveryWay, string> = { inApp: "In app", email: "Email", push: "Push" };

/** Properties of `PreferenceRow`. */
export interface PreferenceRowProps {
  readonly row: NotificationTypeRow;
  readonly preferences: Preferences;
  readonly onAllow: (type: string, way: DeliveryWay, allowed: boolean) => void;
}

/** One type. A mandatory one is shown as locked: its switches can be reached and say why they do not move (product 2.7). */
export function PreferenceRow({ row, preferences, onAllow }: PreferenceRowProps): ReactNode {
  const noteId = useId();
  const isLocked = isMandatory(preferences, row.type);
  return (
    <tr className="border-t border-line">
      <th scope="row" className="px-1 py-2 text-start font-normal sm:px-2">
        {row.label}
        {isLocked && (
          <span id={noteId} className="flex items-center gap-1 text-xs text-ink-soft">
            <Icon name="lock" className="size-4" />
            Always sent
          </span>
        )}
      </th>
      {deliveryWays.map((way) => (
        <td key={way} className="px-1 py-2 text-center sm:px-2">
          <Switch
            aria-label={`${row.label} – ${wayNames[way]}`}
            checked={isAllowed(preferences, row.type, way)}
            {...(isLocked && { "aria-disabled": true, "aria-describedby": noteId })}
            className={isWayEnabled(preferences, way) ? "" : "border-dashed"}
            onCheckedChange={(allowed) => {
              if (!isLocked) onAllow(row.type, way, allowed);
            }}
          />
        </td>
      ))}
    </tr>
  );
}
