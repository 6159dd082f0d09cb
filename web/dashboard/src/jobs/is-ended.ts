import type { Job } from "@belfry/react";

/** Whether nothing more comes of it. */
export function isEnded({ status }: Pick<Job, "status">): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
