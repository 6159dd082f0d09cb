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
    const call = this.#callOf(post, { jobId }, finish);
    if (call) this.#sender.putProgress({ ...call, jobId, dueAt });
  }

  #make(post: Post, options: CallOptions, put: (call: Call) => void): Promise<Outcome> {
    return new Promise((finish) => {
      const call = this.#callOf(post, options, finish);
      if (call) put(call);
    });
  }

  /** Undefined when the body is nothing that JSON can say; it is settled then. */
  #callOf(post: Post, options: CallOptions, finish: (outcome: Outcome) => void): Call | undefined {
    const { jobId, idempotencyKey, doneBefore, repeating = "safe", timeoutMs = this.#timeoutMs } = options;
    const bare: ApiRequest = { method: "POST", path: post.path, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    const call = {
      repeating,
      deadline: performance.now() + timeoutMs,
      finish,
      ...(jobId !== undefined && { jobId }),
      ...(doneBefore !== undefined && { doneBefore }),
    };
    try {
      // Text at once: what the caller does to its objects afterwards is not sent.
      return { ...call, request: { ...bare, body: JSON.stringify(post.body) } };
    } catch {
      // What the error says quotes the body.
      this.#settle({ ...call, request: bare }, { kind: "given_up", reason: "cannot be written as JSON", attempts: 0 });
      return undefined;
    }
  }
}
