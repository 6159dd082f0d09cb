import { type ReactNode, useId } from "react";

/** What a control gets from the field around it. */
export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
  readonly className: string;
}

/** Properties of `Field`. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with what stands in it. */
  readonly problem?: string | undefined;
  readonly children: (control: FieldControl) => ReactNode;
}

const look =
  "w-full min-w-0 min-h-10 rounded-md border bg-raised px-3 py-2 text-base text-ink placeholder:text-ink-soft sm:text-sm";

/** A control with its name, a hint, and what is wrong with it, tied together for screen readers. */
export function Field({ label, hint, problem, children }: FieldProps): ReactNode {
  const id = useId();
  const described = [hint !== undefined && `${id}hint`, problem !== undefined && `${id}problem`].filter(Boolean).join(" ");
  const frame = problem === undefined ? "border-line-strong" : "border-error border-2";
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": problem !== undefined,
        className: `${look} ${frame}`,
      })}
      {hint !== undefined && (
        <p id={`${id}hint`} className="text-xs text-ink-soft">
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}problem`} className="text-xs font-medium text-error-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
