import { JobProgress } from "@belfry/react";
import { type ReactNode, useState } from "react";
import { Empty } from "../../ui/empty.js";
import { Note } from "../../ui/note.js";
import { PageBody } from "../../ui/page-body.js";
import { Panel } from "../../ui/panel.js";
import { SampleForm } from "./sample-form.js";
import { UploadForm } from "./upload-form.js";
import { useUploads } from "./use-uploads.js";

/** Sends a CSV to the importer of a server in development and shows its job (product 5.4). */
export function UploadPage(): ReactNode {
  const [file, setFile] = useState<File>();
  const { uploads, jobOf, send } = useUploads();
  return (
    <PageBody title="Upload" lead="A parts list, really imported, with its progress as it goes.">
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Panel title="Import a parts list">
          <UploadForm file={file} onFile={setFile} onSend={send} />
          <div className="border-t border-line pt-4">
            <p className="mb-3 text-sm text-ink-soft">None at hand? The browser makes one of as many rows as you like.</p>
            <SampleForm onFile={setFile} />
          </div>
        </Panel>
        <Panel title="Imports of this visit">
          {uploads.length === 0 && (
            <Empty glyph="upload" title="Nothing sent yet">
              <p>What you import shows here, and goes on when you leave the page.</p>
            </Empty>
          )}
          {uploads.map(({ key, fileName, phase, failure }) => {
            const job = jobOf.get(key);
            if (job) return <JobProgress key={key} jobId={job.jobId} />;
            if (phase === "failed") {
              return (
                <Note key={key} tone="error">
                  {fileName} was not imported. {failure}
                </Note>
              );
            }
            return (
              <Note key={key} tone="info">
                {phase === "sending" ? `Sending ${fileName}…` : `${fileName} has arrived. Waiting for its import to begin…`}
              </Note>
            );
          })}
        </Panel>
      </div>
    </PageBody>
  );
}
