import { Button } from "@belfry/react";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { Note } from "./note.js";

interface Caught {
  readonly error: Error | undefined;
}

/**
 * What breaks below shows a sentence in its place; the rest of the page goes on. A part that cannot be loaded means that
 * the server has another version by now. Give it a `key` that changes with the page, so that another page begins anew.
 */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = { error: undefined };

  static getDerivedStateFromError(error: unknown): Caught {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error("belfry: a part of the page broke", error.message, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <div className="flex flex-col gap-4">
        <h1 tabIndex={-1} className="text-2xl font-semibold">
          This page broke
        </h1>
        <Note tone="error" action={<Button onClick={() => window.location.reload()}>Reload</Button>}>
          Something on this page does not fit what the server sent. The server may be of another version: reload to get its
          pages.
        </Note>
        <p className="text-sm text-ink-soft wrap-anywhere">{this.state.error.message}</p>
      </div>
    );
  }
}
