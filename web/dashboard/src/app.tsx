import { BelfryProvider } from "@belfry/react";
import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import { Frame } from "./frame/frame.js";
import { SignInPage } from "./pages/sign-in/sign-in-page.js";
import type { SessionStore } from "./session/session-store.js";
import { AccountContext } from "./session/use-account.js";

/** The application: a page to sign in, or the frame with the pages of the user. */
export function App({ session, server }: { readonly session: SessionStore; readonly server: string }): ReactNode {
  const state = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const account = state.phase === "in" ? state.account : undefined;
  const value = useMemo(() => account && { account, signOut: session.signOut }, [account, session]);
  if (state.phase === "out") return <SignInPage session={session} notice={state.notice} server={server} />;
  return (
    <AccountContext.Provider value={value}>
      <BelfryProvider key={state.account.userId} client={state.account.client} api={state.account.api}>
        <Frame />
      </BelfryProvider>
    </AccountContext.Provider>
  );
}
