import { Button, ConnectionStatusIndicator, NotificationCenter } from "@belfry/react";
import type { ReactNode } from "react";
import { useAccount } from "../session/use-account.js";
import { ThemeSwitch } from "../theme/theme-switch.js";
import { Brand } from "./brand.js";

/** What is on every page: the name, the state of the connection, the bell, the colours, who one is. */
export function Header(): ReactNode {
  const { account, signOut } = useAccount();
  return (
    <header className="top-0 z-20 border-b border-line bg-surface sm:sticky">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        <Brand isShort />
        <ConnectionStatusIndicator className="me-auto" />
        <NotificationCenter />
        <div className="flex w-full items-center gap-3 sm:w-auto">
          <ThemeSwitch />
          <span className="min-w-0 grow truncate text-sm text-ink-soft sm:max-w-48" title={account.userId}>
            {account.userId}
          </span>
          <Button onClick={() => signOut()}>Sign out</Button>
        </div>
      </div>
    </header>
  );
}
