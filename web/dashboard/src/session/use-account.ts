import { createContext, useContext } from "react";
import type { Account } from "./account.js";

/** The signed-in user and how to sign out. */
export interface AccountContextValue {
  readonly account: Account;
  readonly signOut: (notice?: string) => void;
}

/** Given by `App` to all pages. */
export const AccountContext = createContext<AccountContextValue | undefined>(undefined);

/** Who is signed in. Throws outside of the signed-in part of the application. */
export function useAccount(): AccountContextValue {
  const value = useContext(AccountContext);
  if (!value) throw new Error("nobody is signed in here");
  return value;
}
