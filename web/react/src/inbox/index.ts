export { applyChanges } from "./apply-changes.js";
export { InboxStore } from "./inbox-store.js";
export { type InboxAction, reduceInbox } from "./reduce.js";
export { emptyInbox, type InboxList, type PendingAction } from "./state.js";
export { type InboxView, viewOf } from "./view.js";
