import type { ReactNode } from "react";
import { useNotificationTypes } from "../../http/use-notification-types.js";
import { useAccount } from "../../session/use-account.js";
import { Field } from "../../ui/field.js";
import { Panel } from "../../ui/panel.js";
import { publishedText } from "./answers.js";
import { FormEnd } from "./form-end.js";
import { emptyPublish, publishBodyOf, type PublishDraft } from "./publish-body.js";
import { TargetChoice } from "./target-choice.js";
import { type OperatorForm, useOperatorForm } from "./use-operator-form.js";

const form: OperatorForm<PublishDraft> = {
  path: "/notifications",
  empty: emptyPublish,
  toBody: publishBodyOf,
  toText: (answer, { target }) => publishedText(answer, target),
};

const targets = [
  { value: "user", label: "One user" },
  { value: "channel", label: "A channel" },
  { value: "all", label: "Everybody" },
] as const;

/** Publishes a notification, as a service does (product 2.3). */
export function PublishForm(): ReactNode {
  const types = useNotificationTypes(useAccount().account.server);
  const { values, set, problems, submit, ...end } = useOperatorForm(form);
  return (
    <Panel title="Publish" hint="A notification is kept in the inbox until its user has read it.">
      <form aria-label="Publish a notification" noValidate onSubmit={submit} className="flex flex-col gap-4">
        <TargetChoice name="publish-to" targets={targets} chosen={values.target} onChoose={(target) => set({ target })} />
        {values.target === "user" && (
          <Field label="User" problem={problems["userId"]}>
            {(control) => (
              <input {...control} autoCapitalize="none" spellCheck={false} value={values.userId} onChange={(event) => set({ userId: event.target.value })} />
            )}
          </Field>
        )}
        {values.target === "channel" && (
          <Field label="Channel" hint="Reaches only those who follow it." problem={problems["channel"]}>
            {(control) => (
              <input {...control} autoCapitalize="none" spellCheck={false} value={values.channel} onChange={(event) => set({ channel: event.target.value })} />
            )}
          </Field>
        )}
        <Field label="Type" problem={problems["type"]}>
          {(control) => (
            <select {...control} value={values.type} onChange={(event) => set({ type: event.target.value })}>
              {types.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Title" problem={problems["title"]}>
          {(control) => <input {...control} maxLength={255} value={values.title} onChange={(event) => set({ title: event.target.value })} />}
        </Field>
        <Field label="Body" problem={problems["body"]}>
          {(control) => <textarea {...control} rows={2} value={values.body} onChange={(event) => set({ body: event.target.value })} />}
        </Field>
        <Field label="Link" hint="https:, http:, or a path of this site. May be empty." problem={problems["actionUrl"]}>
          {(control) => <input {...control} inputMode="url" value={values.actionUrl} onChange={(event) => set({ actionUrl: event.target.value })} />}
        </Field>
        <Field label="Data" hint="A JSON object for programs. May be empty." problem={problems["data"]}>
          {(control) => (
            <textarea
              {...control}
              className={`${control.className} font-mono`}
              rows={2}
              spellCheck={false}
              value={values.data}
              onChange={(event) => set({ data: event.target.value })}
            />
          )}
        </Field>
        <FormEnd label="Publish" {...end} />
      </form>
    </Panel>
  );
}
