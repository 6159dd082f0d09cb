import { Button } from "@belfry/react";
import { type ReactNode, useEffect, useState } from "react";
import { Brand } from "../../frame/brand.js";
import type { SessionStore } from "../../session/session-store.js";
import { ThemeSwitch } from "../../theme/theme-switch.js";
import { Note } from "../../ui/note.js";
import { DevForm } from "./dev-form.js";
import { TokenForm } from "./token-form.js";

/** Properties of `SignInPage`. */
export interface SignInPageProps {
  readonly session: SessionStore;
  /** Why one is here, when one did not ask to be. */
  readonly notice: string | undefined;
  readonly server: string;
}

/** Signs in: by name at a server in development, else with a token of the identity provider (product 5.4). */
export function SignInPage({ session, notice, server }: SignInPageProps): ReactNode {
  const [way, setWay] = useState<"name" | "token">("name");
  const [isProduction, setProduction] = useState(false);
  useEffect(() => {
    document.title = "Sign in · Belfry";
  }, []);
  const refuseNames = (): void => {
    setProduction(true);
    setWay("token");
  };
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-4 py-8">
      <div className="flex items-center justify-between gap-4">
        <Brand />
        <ThemeSwitch />
      </div>
      {notice !== undefined && <Note tone="warning">{notice}</Note>}
      <div className="flex flex-col gap-6 rounded-lg border border-line bg-surface p-6 shadow-raised">
        {way === "name" ? (
          <DevForm session={session} onNotDevelopment={refuseNames} />
        ) : (
          <TokenForm session={session} server={server} isProduction={isProduction} />
        )}
        <Button variant="ghost" onClick={() => setWay(way === "name" ? "token" : "name")}>
          {way === "name" ? "Paste a token instead" : "Give a name instead"}
        </Button>
      </div>
    </main>
  );
}
