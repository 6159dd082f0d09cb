/** What the user chose; `system` follows the device. */
export type Theme = "system" | "light" | "dark";

/** In the order of the switch. */
export const themes: readonly Theme[] = ["system", "light", "dark"];

const key = "belfry-theme";

/** The choice of this browser; `system` when there is none, or when the browser refuses to tell. */
export function storedTheme(storage: () => Pick<Storage, "getItem">): Theme {
  try {
    const stored = storage().getItem(key);
    return themes.find((theme) => theme === stored) ?? "system";
  } catch {
    return "system";
  }
}

/** Remembers the choice. Answers whether the browser did: a choice that is not kept still holds for this page. */
export function storeTheme(storage: () => Pick<Storage, "setItem">, theme: Theme): boolean {
  try {
    storage().setItem(key, theme);
    return true;
  } catch {
    return false;
  }
}

/** Shows it: the classes are those of the kit's tokens. */
export function applyTheme(root: Pick<Element, "classList">, theme: Theme): void {
  root.classList.toggle("light", theme === "light");
  root.classList.toggle("dark", theme === "dark");
}
