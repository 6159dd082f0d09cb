export { type Job, JobCancelledError } from "./job.js";
export type { Log, LogEntry } from "./log.js";
export type { PublisherOptions } from "./options.js";
export { BelfryPublisher } from "./publisher.js";
export type { Stage } from "./stage.js";
export type { PublisherStats } from "./stats.js";
export type {
  BroadcastMessage,
  BroadcastResult,
  BroadcastTarget,
  JobError,
  JobReport,
  JsonObject,
  NewJob,
  Notification,
  NotifyResult,
  Recipients,
  StartJobOptions,
} from "./types.js";
