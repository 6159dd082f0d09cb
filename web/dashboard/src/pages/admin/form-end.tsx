import { Button, Icon } from "@belfry/react";
import type { ReactNode } from "react";
import { Note } from "../../ui/note.js";

/** Properties of `FormEnd`. */
export interface FormEndProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly failure: string | undefined;
  readonly outcome: string;
}

/** The button, and what came of it. The status is there from the start: screen readers miss one that comes with its words. */
export function FormEnd({ label, isBusy, failure, outcome }: FormEndProps): ReactNode {
  return (
    <>
      {failure !== undefined && <Note tone="error">{failure}</Note>}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="solid" aria-disabled={isBusy}>
          {isBusy ? "Sending…" : label}
        </Button>
        <p role="status" className="flex min-w-0 items-center gap-2 text-sm wrap-anywhere">
          {outcome !== "" && <Icon name="check" className="shrink-0 text-success" />}
          {outcome}
        </p>
      </div>
    </>
  );
}
