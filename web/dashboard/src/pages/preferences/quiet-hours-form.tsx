import { type ActionResult, Button, type Preferences, type PreferencesPatch, useToasts } from "@belfry/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { explain } from "../../http/explain.js";
import { Field } from "../../ui/field.js";
import { Note } from "../../ui/note.js";
import { PeriodRow } from "./period-row.js";
import { draftsOf, nightDraft, periodOf, periodProblem, type PeriodDraft, samePeriods } from "./quiet-hours.js";

/** Properties of `QuietHoursForm`. */
export interface QuietHoursFormProps {
  readonly quietHours: Preferences["quietHours"];
  readonly update: (patch: PreferencesPatch) => Promise<ActionResult>;
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones: readonly string[] = Intl.supportedValuesOf("timeZone");

/** Shows and changes the quiet hours; sent when the user says so, since half a change means something else. */
export function QuietHoursForm({ quietHours, update }: QuietHoursFormProps): ReactNode {
  const [drafts, setDrafts] = useState(() => draftsOf(quietHours));
  const [timeZone, setTimeZone] = useState(quietHours?.timeZone ?? here);
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { add } = useToasts();
  const isChanged = timeZone !== (quietHours?.timeZone ?? here) || !samePeriods(drafts, quietHours?.periods ?? []);
  const problems = drafts.map((draft) => (isChecked ? periodProblem(draft) : undefined));

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (drafts.some((draft) => periodProblem(draft) !== undefined)) return;
    const told = drafts.length === 0 ? null : { timeZone, periods: drafts.map(periodOf) };
    void update({ quietHours: told }).then((came) => {
      setFailure(came.ok ? undefined : explain(came.error));
      if (came.ok) add({ level: "success", title: "Your quiet hours are kept" });
    });
  };
  const replace = (draft: PeriodDraft): void => {
    setDrafts(drafts.map((known) => (known.key === draft.key ? draft : known)));
  };
  const append = (): void => setDrafts([...drafts, nightDraft(Math.max(-1, ...drafts.map(({ key }) => key)) + 1)]);
  return (
    <form aria-label="Quiet hours" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {drafts.length === 0 && <p className="text-sm">You have none: you are told at any hour.</p>}
      {drafts.map((draft, index) => (
        <PeriodRow
          key={draft.key}
          draft={draft}
          number={index + 1}
          problem={problems[index]}
          onChange={replace}
          onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
        />
      ))}
      {drafts.length > 0 && (
        <Field label="Time zone">
          {(control) => (
            <select {...control} value={timeZone} onChange={(event) => setTimeZone(event.target.value)}>
              {[...new Set([timeZone, ...zones])].map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {failure !== undefined && <Note tone="error">The quiet hours were not kept. {failure}</Note>}
      <div className="flex flex-wrap gap-3">
        <Button onClick={append}>Add a stretch</Button>
        {isChanged && (
          <Button type="submit" variant="solid">
            Keep quiet hours
          </Button>
        )}
      </div>
    </form>
  );
}
