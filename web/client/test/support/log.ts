import type { Events } from "../../src/events.js";
import type { Change } from "../../src/generated/bodies.js";
import type { Emitter } from "../../src/emitter.js";

const TYPES = [
  ...(["connected", "notification", "inbox", "job", "message"] as const),
  ...(["resync", "error", "subscribed", "unsubscribed"] as const),
];

const placeOf = (change: Change) => ("rev" in change ? change.rev : `a${change.announcement}`);

/** What listeners hear, a word an event: `notification n43`, `inbox 44,45`, `resync`. */
export function listenTo(on: Emitter["on"]): string[] {
  const heard: string[] = [];
  const say: { [Type in (typeof TYPES)[number]]: (event: Events[Type]) => string } = {
    connected: () => "connected",
    notification: ({ id }) => `notification ${id}`,
    inbox: ({ changes }) => `inbox ${changes.map(placeOf).join()}`,
    job: ({ event }) => `job ${event}`,
    message: ({ type }) => `message ${type}`,
    resync: ({ rev }) => `resync ${rev}`,
    error: ({ code }) => `error ${code}`,
    subscribed: ({ channels }) => `subscribed ${channels.join()}`,
    unsubscribed: ({ channels }) => `unsubscribed ${channels.join()}`,
  };
  const listen = <Type extends (typeof TYPES)[number]>(type: Type) => on(type, (event) => heard.push(say[type](event)));
  for (const type of TYPES) listen(type);
  return heard;
}
