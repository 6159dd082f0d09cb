/** A way by which a notification reaches its user. */
export type DeliveryWay = "inApp" | "email" | "push";

/** What the user said of one type; what was never said is allowed. */
export interface TypePreference {
  readonly inApp?: boolean | undefined;
  readonly email?: boolean | undefined;
  readonly push?: boolean | undefined;
}

/** A stretch of quiet hours by the clock of the week; a `to` at or before `from` is on the following day. */
export interface QuietPeriod {
  readonly days: readonly string[];
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM` */
  readonly to: string;
}

/** What a user wants to hear, and by which way (product 2.7). */
export interface Preferences {
  readonly inAppEnabled: boolean;
  readonly emailEnabled: boolean;
  readonly pushEnabled: boolean;
  readonly preferences: Readonly<Record<string, TypePreference>>;
  /** Delivered whatever the user says. */
  readonly mandatory: readonly string[];
  readonly quietHours?: { readonly timeZone: string; readonly periods: readonly QuietPeriod[] } | undefined;
}

/** A JSON merge patch (RFC 7396) of `Preferences`: null takes back what was said. */
export interface PreferencesPatch {
  inAppEnabled?: boolean | null;
  emailEnabled?: boolean | null;
  pushEnabled?: boolean | null;
  preferences?: Record<string, Partial<Record<DeliveryWay, boolean | null>> | null> | null;
  quietHours?: { timeZone: string; periods: QuietPeriod[] } | null;
}
