import type { ComponentType } from "react";

/** A component in one state. */
export interface Story {
  /** Its place in the page's address, and `data-story` on its frame. */
  readonly id: string;
  readonly title: string;
  /** Shown only when chosen: it would cover the others. */
  readonly isWholePage?: boolean;
  readonly Show: ComponentType;
}
