import { ApiError } from "@belfry/client";
import { Button } from "@belfry/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { explain } from "../../http/explain.js";
import { adminScope } from "../../session/claims.js";
import type { SessionStore } from "../../session/session-store.js";
import { Field } from "../../ui/field.js";
import { Note } from "../../ui/note.js";

/** Properties of `DevForm`. */
export interface DevFormProps {
  readonly session: SessionStore;
  /** The server takes no names: it does not run with --dev. */
  readonly onNotDevelopment: () => void;
}

/** Signs in as anybody, at a server in development. */
export function DevForm({ session, onNotDevelopment }: DevFormProps): ReactNode {
  const [userId, setUserId] = useState("");
  const [isAdmin, setAdmin] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<string>();

  const signIn = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await session.signIn({ userId: userId.trim(), scopes: isAdmin ? [adminScope] : [] });
    } catch (reason) {
      if (reason instanceof ApiError && reason.status === 404) onNotDevelopment();
      else setFailure(explain(reason));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isEmpty = userId.trim() === "";
    setProblem(isEmpty ? "Give a name, such as ada." : undefined);
    if (!isEmpty && !isBusy) void signIn();
  };
  return (
    <form aria-label="Sign in" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <h1 className="text-xl font-semibold">Sign in</h1>
        <p className="mt-1 text-sm text-ink-soft">To a server in development, as anybody.</p>
      </div>
      <Field label="User" hint="Any name; its inbox is made at once." problem={problem}>
        {(control) => (
          <input
            {...control}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={255}
            value={userId}
            onChange={(event) => setUserId(event.target.value)}
          />
        )}
      </Field>
      <label className="flex min-h-6 items-center gap-3 text-sm">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={isAdmin}
          onChange={(event) => setAdmin(event.target.checked)}
        />
        With the admin page
      </label>
      {failure !== undefined && <Note tone="error">{failure}</Note>}
      <Button type="submit" variant="solid" aria-disabled={isBusy}>
        {isBusy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
