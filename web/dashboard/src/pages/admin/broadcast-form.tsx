import type { ReactNode } from "react";
import { Field } from "../../ui/field.js";
import { Panel } from "../../ui/panel.js";
import { broadcastText } from "./answers.js";
import { broadcastBodyOf, type BroadcastDraft, emptyBroadcast, levels } from "./broadcast-body.js";
import { FormEnd } from "./form-end.js";
import { TargetChoice } from "./target-choice.js";
import { type OperatorForm, useOperatorForm } from "./use-operator-form.js";

const form: OperatorForm<BroadcastDraft> = {
  path: "/broadcast",
  empty: emptyBroadcast,
  toBody: broadcastBodyOf,
  toText: broadcastText,
};

const targets = [
  { value: "all", label: "Everybody" },
  { value: "user", label: "One user" },
] as const;

/** Pushes a message to whoever is connected now (product 3.1). */
export function BroadcastForm(): ReactNode {
  const { values, set, problems, submit, ...end } = useOperatorForm(form);
  return (
    <Panel title="Broadcast" hint="A message to whoever is connected now. It is kept nowhere.">
      <form aria-label="Broadcast a message" noValidate onSubmit={submit} className="flex flex-col gap-4">
        <TargetChoice name="broadcast-to" targets={targets} chosen={values.target} onChoose={(target) => set({ target })} />
        {values.target === "user" && (
          <Field label="User" problem={problems["userId"]}>
            {(control) => (
              <input {...control} autoCapitalize="none" spellCheck={false} value={values.userId} onChange={(event) => set({ userId: event.target.value })} />
            )}
          </Field>
        )}
        <Field label="Title" problem={problems["title"]}>
          {(control) => <input {...control} maxLength={255} value={values.title} onChange={(event) => set({ title: event.target.value })} />}
        </Field>
        <Field label="Message" problem={problems["message"]}>
          {(control) => <textarea {...control} rows={3} value={values.message} onChange={(event) => set({ message: event.target.value })} />}
        </Field>
        <Field label="Level" problem={problems["level"]}>
          {(control) => (
            <select {...control} value={values.level} onChange={(event) => set({ level: event.target.value })}>
              {levels.map((level) => (
                <option key={level}>{level}</option>
              ))}
            </select>
          )}
        </Field>
        <FormEnd label="Broadcast" {...end} />
      </form>
    </Panel>
  );
}
