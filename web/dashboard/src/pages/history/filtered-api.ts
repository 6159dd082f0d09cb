import type { BelfryApi } from "@belfry/client";
import type { ApiPort } from "@belfry/react";
import { type HistoryFilter, queryOfFilter } from "./history-filter.js";

/** Rows that are fetched at once. */
const pageSize = 100;

/** The same routes, but of the inbox only what the filter lets through. */
export function filteredApi(api: BelfryApi, filter: HistoryFilter): ApiPort {
  return {
    notifications: (query) => api.notifications({ ...query, limit: pageSize, ...queryOfFilter(filter) }),
    read: (id) => api.read(id),
    readAll: (upTo) => api.readAll(upTo),
    seen: (upTo) => api.seen(upTo),
    remove: (id) => api.remove(id),
    preferences: () => api.preferences(),
    patchPreferences: (patch) => api.patchPreferences(patch),
    jobs: (query) => api.jobs(query),
    job: (id) => api.job(id),
    cancelJob: (id) => api.cancelJob(id),
  };
}
