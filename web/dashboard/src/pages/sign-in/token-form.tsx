import { Button } from "@belfry/react";
import { type FormEvent, type ReactNode, useState } from "react";
import type { SessionStore } from "../../session/session-store.js";
import { CodeLine } from "../../ui/code-line.js";
import { Field } from "../../ui/field.js";
import { Note } from "../../ui/note.js";

/** Properties of `TokenForm`. */
export interface TokenFormProps {
  readonly session: SessionStore;
  readonly server: string;
  /** A name was tried, and the server takes none. */
  readonly isProduction: boolean;
}

/** Signs in with a JWT that somebody else made. */
export function TokenForm({ session, server, isProduction }: TokenFormProps): ReactNode {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isTaken = session.signInWith(token.trim());
    setProblem(isTaken ? undefined : "This is no token of a user, or it has expired. It has three parts with dots between.");
  };
  return (
    <form aria-label="Sign in with a token" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <h1 className="text-xl font-semibold">Sign in with a token</h1>
        <p className="mt-1 text-sm text-ink-soft">
          It stays in this tab, until you sign out, the tab is closed or the token expires.
        </p>
      </div>
      {isProduction && (
        <Note tone="info">This server does not run in development, so a name is not enough. It takes a JWT.</Note>
      )}
      <Field label="JSON Web Token" problem={problem}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            spellCheck={false}
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="solid">
        Continue
      </Button>
      <div className="flex flex-col gap-2 text-sm text-ink-soft">
        <p>
          Take it from the application that your identity provider signs you in to, or let the server's host make one. For the
          admin page, it needs the scope belfry:admin. This page talks to {server}.
        </p>
        <CodeLine label="Command that makes a token" code="belfry token jwt --user ada --ttl 1h" />
      </div>
    </form>
  );
}
