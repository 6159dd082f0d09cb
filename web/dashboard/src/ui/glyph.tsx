import type { ReactNode } from "react";

/** The application's own shapes, drawn on the same grid as the kit's icons. */
export type GlyphName =
  | "home" | "history" | "running" | "upload" | "preferences" | "admin" | "sun" | "moon" | "device" | "tower" | "sign-out";

const shapes: Record<GlyphName, string> = {
  home: "M3 9.5 10 3l7 6.5V17h-4.5v-4.5h-5V17H3Z",
  history: "M3.5 6.5A7.5 7.5 0 1 1 2.6 11M3 3v4h4M10 6v4.5l3 1.5",
  running: "M3 6h9M3 10h14M3 14h6M15 6h2M12 14h5",
  upload: "M10 13V3.5M6 7l4-4 4 4M3 13v4h14v-4",
  preferences: "M3 6h7m4 0h3M3 14h3m4 0h7M12 4v4M8 12v4",
  admin: "M10 2.5 17 5v5c0 4-3 6.5-7 7.5-4-1-7-3.5-7-7.5V5Z",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  moon: "M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12Z",
  device: "M3 4h14v9.5H3ZM7.5 17h5M10 13.5V17",
  tower: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13ZM8.5 17.5h3",
  "sign-out": "M8 3.5H3.5v13H8M8.5 10h8.5M13.5 6.5 17 10l-3.5 3.5",
};

/** A decoration: what it says stands beside it in words. */
export function Glyph({ name, className = "size-5" }: { readonly name: GlyphName; readonly className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
      className={`${className} shrink-0 fill-none stroke-current stroke-[1.75]`}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
