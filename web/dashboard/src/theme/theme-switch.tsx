import { type ReactNode, useState } from "react";
import { Glyph, type GlyphName } from "../ui/glyph.js";
import { applyTheme, storedTheme, storeTheme, type Theme, themes } from "./theme.js";

const looks: Record<Theme, { readonly label: string; readonly glyph: GlyphName }> = {
  system: { label: "As the device", glyph: "device" },
  light: { label: "Light", glyph: "sun" },
  dark: { label: "Dark", glyph: "moon" },
};

/** Three radio buttons that look like a switch. */
export function ThemeSwitch(): ReactNode {
  const [chosen, setChosen] = useState(() => storedTheme(() => localStorage));
  const choose = (theme: Theme): void => {
    setChosen(theme);
    applyTheme(document.documentElement, theme);
    storeTheme(() => localStorage, theme);
  };
  return (
    <fieldset className="flex rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">Colours</legend>
      {themes.map((theme) => (
        <label
          key={theme}
          title={looks[theme].label}
          className="flex size-8 cursor-pointer items-center justify-center rounded-sm text-ink-soft hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-flat has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            aria-label={looks[theme].label}
            checked={chosen === theme}
            onChange={() => choose(theme)}
          />
          <Glyph name={looks[theme].glyph} />
        </label>
      ))}
    </fieldset>
  );
}
