import { Button } from "@belfry/react";
import { type DragEvent, type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { Glyph } from "../../ui/glyph.js";
import { Note } from "../../ui/note.js";
import { fileProblem, sizeText } from "./file-problem.js";

/** Properties of `UploadForm`. */
export interface UploadFormProps {
  readonly file: File | undefined;
  readonly onFile: (file: File | undefined) => void;
  readonly onSend: (file: File) => void;
}

/** Chooses a file by the browser's dialogue or by dropping one, and sends it. */
export function UploadForm({ file, onFile, onSend }: UploadFormProps): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();

  const choose = (chosen: File | undefined): void => {
    onFile(chosen);
    setProblem(chosen && fileProblem(chosen));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = file ? fileProblem(file) : "Choose a CSV file first.";
    setProblem(wrong);
    if (!file || wrong !== undefined) return;
    onSend(file);
    onFile(undefined);
    if (input.current) input.current.value = "";
  };
  return (
    <form aria-label="Import" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-col items-center gap-3 rounded-lg border-2 border-dashed px-4 py-8 text-center ${isOver ? "border-accent bg-sunken" : "border-line-strong"}`}
      >
        <span className="rounded-full bg-sunken p-3 text-ink-soft">
          <Glyph name="upload" className="size-6" />
        </span>
        <label htmlFor={id} className="font-semibold">
          CSV file
        </label>
        <p id={`${id}hint`} className="text-sm text-ink-soft">
          Drop one here, or choose one: part_number, description, quantity, unit_price. At most 16 MB.
        </p>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".csv,text/csv"
          aria-describedby={problem === undefined ? `${id}hint` : `${id}hint ${id}problem`}
          aria-invalid={problem !== undefined}
          onChange={(event) => choose(event.target.files?.[0])}
          className="max-w-full text-sm file:me-3 file:min-h-9 file:cursor-pointer file:rounded-md file:border file:border-line-strong file:bg-raised file:px-3 file:font-medium file:text-ink"
        />
        {file && (
          <p className="text-sm wrap-anywhere">
            {file.name}, {sizeText(file.size)}
          </p>
        )}
      </div>
      {problem !== undefined && (
        <div id={`${id}problem`}>
          <Note tone="error">{problem}</Note>
        </div>
      )}
      <Button type="submit" variant="solid" className="self-start">
        Import
      </Button>
    </form>
  );
}
