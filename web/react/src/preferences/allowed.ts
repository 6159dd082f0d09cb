import type { DeliveryWay, Preferences } from "../preference-types.js";

/** The ways, in the order in which they are shown. */
export const deliveryWays: readonly DeliveryWay[] = ["inApp", "email", "push"];

/** Whether the server delivers this type whatever the user says. */
export function isMandatory(preferences: Preferences, type: string): boolean {
  return preferences.mandatory.includes(type);
}

/** What is said of one type and way; what was never said is allowed, and a mandatory type always is. */
export function isAllowed(preferences: Preferences, type: string, way: DeliveryWay): boolean {
  return isMandatory(preferences, type) || (preferences.preferences[type]?.[way] ?? true);
}

/** Whether a way is switched on at all. */
export function isWayEnabled(preferences: Preferences, way: DeliveryWay): boolean {
  switch (way) {
    case "inApp":
      return preferences.inAppEnabled;
    case "email":
      return preferences.emailEnabled;
    case "push":
      return preferences.pushEnabled;
  }
}
