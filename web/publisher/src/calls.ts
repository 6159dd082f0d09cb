import type { Post } from "./api.js";
import type { Call, Outcome, Repeating } from "./call.js";
import type { Sender } from "./sender.js";
import type { Answer, ApiRequest } from "./transport.js";

export interface CallOptions {
  readonly jobId?: string;
  readonly repeating?: Repeating;
  readonly timeoutMs?: number;
  readonly idempotencyKey?: string;
  readonly doneBefore?: (refusal: Answer) => boolean;
}

/** Makes calls of what the API takes, and sees to it that none of them throws into the pipeline. */
export class Calls {
  readonly #sender: Sender;
  readonly #settle: (call: Call, outcome: Outcome) => void;
  readonly #timeoutMs: number;

  constructor(sender: Sender, settle: (call: Call, outcome: Outcome) => void, timeoutMs: number) {
    this.#sender = sender;
    this.#settle = settle;
    this.#timeoutMs = timeoutMs;
  }

  make(post: Post, options: CallOptions = {}): Promise<Outcome> {
    return this.#make(post, options, (call) => this.#sender.put(call));
  }

  /** The end of a job. */
  makeEnd(post: Post, options: CallOptions): Promise<Outcome> {
    return this.#make(post, options, (call) => this.#sender.putEnd(call));
  }

  makeProgress(post: Post, jobId: string, dueAt: number, finish: (outcome: Outcome) => void): void {
    const call = { jobId, repeating: "safe" as const, dueAt, deadline: performance.now() + this.#timeoutMs, finish };
    const body = this.#bodyOf(post, call);
    if (body !== undefined) this.#sender.putProgress({ ...call, request: { method: "POST", path: post.path, body } });
  }

  #make(post: Post, options: CallOptions, put: (call: Call) => void): Promise<Outcome> {
    const { jobId, idempotencyKey, doneBefore, repeating = "safe", timeoutMs = this.#timeoutMs } = options;
    return new Promise((finish) => {
      const call = { jobId, repeating, deadline: performance.now() + timeoutMs, doneBefore, finish };
      const body = this.#bodyOf(post, call);
      if (body !== undefined) put({ ...call, request: { method: "POST", path: post.path, body, idempotencyKey } });
    });
  }

  /**
   * Text at once: what the caller does to its objects afterwards is not sent. Undefined when it is nothing that JSON
   * can say; the call is settled then.
   */
  #bodyOf(post: Post, call: Omit<Call, "request">): string | undefined {
    const text = jsonOf(post.body);
    if (text !== undefined) return text;
    const request: ApiRequest = { method: "POST", path: post.path };
    this.#settle({ ...call, request }, { kind: "given_up", reason: "cannot be written as JSON", attempts: 0 });
    return undefined;
  }
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // what the error says quotes the value
  }
}
