import { type ActionResult, useToasts } from "@belfry/react";
import { useCallback } from "react";
import { explain } from "../http/explain.js";

/** For what the user does and sees at once: when the server refuses, it is taken back, and a toast says why. */
export function useReported(): (action: Promise<ActionResult>) => void {
  const { add } = useToasts();
  return useCallback(
    (action) => {
      void action.then((came) => {
        if (!came.ok) add({ level: "error", title: "That was not done", body: explain(came.error) });
      });
    },
    [add],
  );
}
