import type { BroadcastEvent, NotificationEvent } from "../client-types.js";
import { safeHref } from "../store/safe-href.js";
import type { ToastAction, ToastInput, ToastLevel } from "./toast.js";

/** The toast of a notification; undefined for a silent one (product 5.3). */
export function toastOf(event: NotificationEvent): ToastInput | undefined {
  if (event.silent) return undefined;
  return {
    id: event.id,
    level: levelOf(event.type, event.data),
    title: event.title,
    body: event.body,
    action: linkTo(event.actionUrl),
  };
}

/** The toast of a broadcast; undefined for what is no notification. It is kept nowhere, so this is all there is of it. */
export function toastOfBroadcast(event: BroadcastEvent): ToastInput | undefined {
  if (event.type !== "notification") return undefined;
  const title = textOf(event.data, "title");
  if (title === undefined) return undefined;
  return {
    level: levelOf("", event.data),
    title,
    body: textOf(event.data, "message"),
    action: linkTo(textOf(event.data, "actionUrl")),
  };
}

/** `data.level` says, else the type decides: the same rule as the server's dashboard dialect. */
export function levelOf(type: string, data?: object): ToastLevel {
  const said = data && textOf(data, "level");
  if (said === "success" || said === "info" || said === "warning" || said === "error") return said;
  if (type.endsWith("_failed") || type === "quota_exceeded") return "error";
  if (type === "quota_warning" || type === "maintenance_scheduled") return "warning";
  if (type.endsWith("_complete") || type.startsWith("moc_")) return "success";
  return "info";
}

function linkTo(url: string | undefined): ToastAction | undefined {
  const href = safeHref(url);
  return href === undefined ? undefined : { label: "Open", href };
}

function textOf(data: object, member: string): string | undefined {
  const value: unknown = Reflect.get(data, member);
  return typeof value === "string" ? value : undefined;
}
