import type { ApiRequest } from "./transport.js";

/** A POST whose body is still an object. */
export interface Post {
  readonly path: string;
  readonly body: object;
}

/** Of names that callers choose: what is no Unicode text would throw, and dots alone would be taken as a way up. */
function segment(name: string): string {
  if (name === "." || name === "..") return name.replaceAll(".", "%252E");
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"));
}

const job = (jobId: string) => `/jobs/${segment(jobId)}`;

/** The routes of the API that the publisher calls. */
export const api = {
  notify: (body: object): Post => ({ path: "/notifications", body }),
  broadcast: (body: object): Post => ({ path: "/broadcast", body }),
  startJob: (body: object): Post => ({ path: "/jobs", body }),
  progress: (jobId: string, body: object): Post => ({ path: `${job(jobId)}/progress`, body }),
  completeStage: (jobId: string, stage: string, body: object): Post => ({
    path: `${job(jobId)}/stages/${segment(stage)}/complete`,
    body,
  }),
  complete: (jobId: string, body: object): Post => ({ path: `${job(jobId)}/complete`, body }),
  fail: (jobId: string, body: object): Post => ({ path: `${job(jobId)}/fail`, body }),
  cancelRequested: (jobId: string, waitSeconds: number): ApiRequest => ({
    method: "GET",
    path: `${job(jobId)}/cancel-requested?wait=${waitSeconds}`,
  }),
};
