import { builtInTypes, PreferencesTable, usePreferences } from "@belfry/react";
import { type ReactNode, useMemo } from "react";
import { useNotificationTypes } from "../../http/use-notification-types.js";
import { useAccount } from "../../session/use-account.js";
import { PageBody } from "../../ui/page-body.js";
import { Panel } from "../../ui/panel.js";
import { ChannelsPanel } from "./channels-panel.js";
import { QuietHoursForm } from "./quiet-hours-form.js";
import { rowsOf } from "./type-rows.js";

/** What the user wants to hear, when, and from which channels (product 2.7, 2.8, 5.4). */
export function PreferencesPage(): ReactNode {
  const { account } = useAccount();
  const types = useNotificationTypes(account.server);
  const rows = useMemo(() => rowsOf(types, builtInTypes), [types]);
  const { preferences, update } = usePreferences();
  return (
    <PageBody title="Preferences" lead="What you want to hear, by which way and when. Changes are kept as you make them.">
      <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <Panel title="By type" hint="E-mail and push are sent by other services, which ask here first.">
          {/* Three switches and a word need all there is of a narrow window. */}
          <div className="-mx-4 sm:mx-0">
            <PreferencesTable types={rows} />
          </div>
        </Panel>
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title="Quiet hours" hint="Meanwhile no e-mail and no push is sent, and nothing pops up. It all waits in your list.">
            {preferences ? (
              <QuietHoursForm key={JSON.stringify(preferences.quietHours)} quietHours={preferences.quietHours} update={update} />
            ) : (
              <p className="text-sm text-ink-soft">They are shown once your choices have been fetched.</p>
            )}
          </Panel>
          <ChannelsPanel />
        </div>
      </div>
    </PageBody>
  );
}
