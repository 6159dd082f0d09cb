import type { ReactNode } from "react";
import { useAccount } from "../../session/use-account.js";
import { Empty } from "../../ui/empty.js";
import { PageBody } from "../../ui/page-body.js";
import { BroadcastForm } from "./broadcast-form.js";
import { ConnectionsPanel } from "./connections-panel.js";
import { PublishForm } from "./publish-form.js";
import { RatesPanel } from "./rates-panel.js";

/** For operators: rates, live connections, publish and broadcast (product 5.4). */
export function AdminPage(): ReactNode {
  const { account } = useAccount();
  if (!account.isAdmin) return <NotAllowed />;
  return (
    <PageBody title="Admin" lead="What the server does, who is connected, and a way to tell them something.">
      <RatesPanel />
      <ConnectionsPanel />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <PublishForm />
        <BroadcastForm />
      </div>
    </PageBody>
  );
}

function NotAllowed(): ReactNode {
  return (
    <PageBody title="Admin" lead="For operators of this server.">
      <Empty glyph="admin" title="Your token does not open this page">
        <p>
          It needs the scope <code>belfry:admin</code>. On a server in development, sign out and sign in with the admin page
          ticked; elsewhere ask whoever runs the identity provider.
        </p>
      </Empty>
    </PageBody>
  );
}
