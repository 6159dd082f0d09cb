import { Button } from "@belfry/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Field } from "../../ui/field.js";
import { rowsProblem, sampleCsv } from "./sample-csv.js";

/** Makes a parts list in the browser, for those who have none at hand. */
export function SampleForm({ onFile }: { readonly onFile: (file: File) => void }): ReactNode {
  const [rows, setRows] = useState("20000");
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = rowsProblem(rows);
    setProblem(wrong);
    if (wrong === undefined) onFile(new File([sampleCsv(Number(rows))], `sample-${Number(rows)}.csv`, { type: "text/csv" }));
  };
  return (
    <form aria-label="Sample" noValidate onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <div className="w-40">
        <Field label="Rows" problem={problem}>
          {(control) => (
            <input {...control} inputMode="numeric" value={rows} onChange={(event) => setRows(event.target.value)} />
          )}
        </Field>
      </div>
      <Button type="submit" className="mt-6 min-h-10">
        Make a sample
      </Button>
    </form>
  );
}
