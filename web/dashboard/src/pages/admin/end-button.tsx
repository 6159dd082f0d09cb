import { Button } from "@belfry/react";
import { type ReactNode, useEffect, useRef } from "react";
import type { ConnectionRow } from "./connections.js";

/** Properties of `EndButton`. */
export interface EndButtonProps {
  readonly row: ConnectionRow;
  /** The question is on the screen. */
  readonly isAsked: boolean;
  readonly onAsk: (isAsked: boolean) => void;
  readonly onEnd: () => void;
}

/** Ends a connection, after a question in its place. Escape takes the question back, and the focus follows. */
export function EndButton({ row, isAsked, onAsk, onEnd }: EndButtonProps): ReactNode {
  const ask = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (isAsked) confirm.current?.focus();
    else if (wasAsked.current) ask.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  if (!isAsked) {
    return (
      <Button ref={ask} aria-label={`Disconnect ${row.userId}, ${row.connectionId}`} onClick={() => onAsk(true)}>
        Disconnect
      </Button>
    );
  }
  return (
    <div
      role="group"
      aria-label={`End the connection of ${row.userId}?`}
      className="flex justify-end gap-2"
      onKeyDown={(event) => {
        if (event.key === "Escape") onAsk(false);
      }}
    >
      <Button ref={confirm} variant="solid" onClick={onEnd}>
        End it
      </Button>
      <Button onClick={() => onAsk(false)}>Keep it</Button>
    </div>
  );
}
