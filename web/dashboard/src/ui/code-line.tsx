import { Button } from "@belfry/react";
import { type ReactNode, useState } from "react";

/** A command to copy. */
export function CodeLine({ code, label }: { readonly code: string; readonly label: string }): ReactNode {
  const [note, setNote] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
      setNote("Copied.");
    } catch {
      setNote("The browser does not let this page copy. Select the text and copy it yourself.");
    }
  };
  return (
    <div className="flex w-full flex-col gap-2 text-start">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs text-ink"
      >
        <code>{code}</code>
      </pre>
      <div className="flex items-center gap-3">
        <Button onClick={() => void copy()}>Copy</Button>
        <span role="status">{note}</span>
      </div>
    </div>
  );
}
