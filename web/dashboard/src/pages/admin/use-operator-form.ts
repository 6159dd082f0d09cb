import { type FormEvent, useState } from "react";
import { callForJson, jsonBody } from "../../http/call.js";
import { useAccount } from "../../session/use-account.js";
import type { Draft, Problems } from "./publish-body.js";
import { refusalOf } from "./server-problems.js";

/** What a form of the admin page does. */
export interface OperatorForm<Values> {
  /** With the slash before it. */
  readonly path: string;
  readonly empty: Values;
  readonly toBody: (values: Values) => Draft;
  /** What came of it, for people. Throws for an answer that it does not know. */
  readonly toText: (answer: unknown, values: Values) => string;
}

/** Its state. */
export interface OperatorFormState<Values> {
  readonly values: Values;
  readonly set: (members: Partial<Values>) => void;
  readonly problems: Problems;
  readonly failure: string | undefined;
  /** What came of the last one that was sent; empty before. */
  readonly outcome: string;
  readonly isBusy: boolean;
  readonly submit: (event: FormEvent) => void;
}

/** Checks, sends, and says what came of it. What was typed stays, so that it can be sent again. */
export function useOperatorForm<Values extends object>(form: OperatorForm<Values>): OperatorFormState<Values> {
  const { account } = useAccount();
  const [values, setValues] = useState(form.empty);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<string>();
  const [outcome, setOutcome] = useState("");
  const [isBusy, setBusy] = useState(false);

  const send = async (body: object): Promise<void> => {
    setBusy(true);
    try {
      const token = await account.token();
      const url = account.server + form.path;
      const answer = await callForJson({ method: "POST", url, token, body: jsonBody(body) });
      setOutcome(form.toText(answer, values));
    } catch (reason) {
      const refusal = refusalOf(reason, Object.keys(form.empty));
      setProblems(refusal.problems);
      setFailure(refusal.failure);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy) return;
    setFailure(undefined);
    setOutcome("");
    const draft = form.toBody(values);
    setProblems("problems" in draft ? draft.problems : {});
    if ("body" in draft) void send(draft.body);
  };
  const set = (members: Partial<Values>): void => setValues((known) => ({ ...known, ...members }));
  return { values, set, problems, failure, outcome, isBusy, submit };
}
