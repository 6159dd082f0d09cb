export { Badge, type BadgeProps } from "./_primitives/badge.js";
export { Button, type ButtonProps } from "./_primitives/button.js";
export {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "./_primitives/dropdown-menu.js";
export { Icon, type IconName } from "./_primitives/icon.js";
export { Popover, PopoverContent, PopoverTrigger } from "./_primitives/popover.js";
export { Progress, type ProgressProps } from "./_primitives/progress.js";
export { Switch } from "./_primitives/switch.js";
export { ToastFrame, type ToastFrameProps } from "./_primitives/toast.js";
export { Bell, type BellProps } from "./centre/bell.js";
export { NotificationCenter, type NotificationCenterProps } from "./centre/notification-center.js";
export { NotificationEntry, type NotificationEntryProps } from "./centre/notification-entry.js";
export { NotificationList, type NotificationListProps } from "./centre/notification-list.js";
export { NotificationPanel, type NotificationPanelProps } from "./centre/notification-panel.js";
export { type HeldItems, useHeldItems } from "./centre/use-held-items.js";
export { useListKeys } from "./centre/use-list-keys.js";
export type * from "./client-types.js";
export type { InboxActions } from "./inbox/use-notifications.js";
export { useInboxSelector, useNotifications, useUnreadCount } from "./inbox/use-notifications.js";
export type { InboxView } from "./inbox/view.js";
export type * from "./job-types.js";
export { JobCard, type JobCardProps } from "./jobs/job-card.js";
export { JobProgress, type JobProgressProps } from "./jobs/job-progress.js";
export { type FollowedJob, type JobsResult, useJob, useJobs } from "./jobs/use-jobs.js";
export { useStalled } from "./jobs/use-stalled.js";
export type * from "./preference-types.js";
export { builtInTypes, type NotificationTypeRow } from "./preferences/notification-types.js";
export { PreferencesTable, type PreferencesTableProps } from "./preferences/preferences-table.js";
export { type PreferencesResult, usePreferences } from "./preferences/use-preferences.js";
export {
  BelfryProvider,
  BelfryProvider as WebSocketProvider,
  type BelfryProviderProps,
  useWebSocket,
  type WebSocketContextValue,
} from "./provider/belfry-provider.js";
export {
  ConnectionStatus,
  ConnectionStatusIndicator,
  type ConnectionStatusProps,
} from "./status/connection-status-indicator.js";
export { type ActionResult, reasonOf } from "./store/result.js";
export { NotificationToast, type NotificationToastProps } from "./toasts/notification-toast.js";
export type { Toast, ToastAction, ToastInput, ToastLevel, ToastView } from "./toasts/toast.js";
export { Toaster, type ToasterProps } from "./toasts/toaster.js";
export { type ToastsResult, useToasts } from "./toasts/use-toasts.js";
export type { Change, InboxState, NotificationContent, NotificationItem } from "./wire-types.js";
