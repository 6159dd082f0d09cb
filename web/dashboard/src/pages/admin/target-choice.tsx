import type { ReactNode } from "react";

/** Properties of `TargetChoice`. */
export interface TargetChoiceProps<Target extends string> {
  /** Tells the groups of a page apart. */
  readonly name: string;
  readonly targets: readonly { readonly value: Target; readonly label: string }[];
  readonly chosen: Target;
  readonly onChoose: (target: Target) => void;
}

/** To whom. */
export function TargetChoice<Target extends string>({ name, targets, chosen, onChoose }: TargetChoiceProps<Target>): ReactNode {
  return (
    <fieldset>
      <legend className="text-sm font-medium">To</legend>
      <div className="mt-1 flex flex-wrap gap-x-6 gap-y-2">
        {targets.map(({ value, label }) => (
          <label key={value} className="flex min-h-8 cursor-pointer items-center gap-2 text-sm">
            <input
              type="radio"
              name={name}
              className="size-4 accent-accent"
              checked={chosen === value}
              onChange={() => onChoose(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
