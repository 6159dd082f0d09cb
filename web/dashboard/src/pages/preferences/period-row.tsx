import { Button } from "@belfry/react";
import type { ReactNode } from "react";
import { Field } from "../../ui/field.js";
import { dayNames, days, type PeriodDraft } from "./quiet-hours.js";

/** Properties of `PeriodRow`. */
export interface PeriodRowProps {
  readonly draft: PeriodDraft;
  /** Counted from 1. */
  readonly number: number;
  readonly problem: string | undefined;
  readonly onChange: (draft: PeriodDraft) => void;
  readonly onRemove: () => void;
}

/** One stretch of quiet hours: its days and its times. */
export function PeriodRow({ draft, number, problem, onChange, onRemove }: PeriodRowProps): ReactNode {
  const toggle = (day: string): void => {
    const without = draft.days.filter((chosen) => chosen !== day);
    onChange({ ...draft, days: without.length === draft.days.length ? [...without, day] : without });
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">Stretch {number}</legend>
      <div className="flex flex-wrap gap-1">
        {days.map((day) => (
          <label
            key={day}
            className="flex min-h-9 min-w-10 cursor-pointer items-center justify-center rounded-md border border-line-strong px-2 text-sm has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="checkbox"
              className="sr-only"
              aria-label={dayNames[day]}
              checked={draft.days.includes(day)}
              onChange={() => toggle(day)}
            />
            {dayNames[day].slice(0, 2)}
          </label>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label="From">
          {(control) => (
            <input {...control} type="time" value={draft.from} onChange={(event) => onChange({ ...draft, from: event.target.value })} />
          )}
        </Field>
        <Field label="To" problem={problem}>
          {(control) => (
            <input {...control} type="time" value={draft.to} onChange={(event) => onChange({ ...draft, to: event.target.value })} />
          )}
        </Field>
      </div>
      <Button className="self-start" aria-label={`Remove stretch ${number}`} onClick={onRemove}>
        Remove
      </Button>
    </fieldset>
  );
}
