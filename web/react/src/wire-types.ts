/** Counts and position of an inbox at one moment. */
export interface InboxState {
  readonly rev: number;
  readonly unread: number;
  readonly unseen: number;
  /** `<epoch>.<rev>.<announcement>` */
  readonly cursor: string;
}

/** What a notification says. All text is text, never HTML. */
export interface NotificationContent {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly body?: string | undefined;
  readonly icon?: string | undefined;
  readonly actionUrl?: string | undefined;
  readonly channel?: string | undefined;
  readonly data?: object | undefined;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** Unix milliseconds. */
  readonly expiresAt?: number | undefined;
}

/** A notification in the list. It has a `rev`, or, as an announcement, its number in `announcement`. */
export interface NotificationItem extends NotificationContent {
  readonly rev?: number | undefined;
  readonly announcement?: number | undefined;
  /** Unix milliseconds; there once it was read. */
  readonly readAt?: number | undefined;
}

interface OwnChange {
  readonly rev: number;
  /** Unix milliseconds. */
  readonly at: number;
}

interface AnnouncementChange {
  readonly announcement: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/** A change of the inbox (product 2.2). */
export type Change =
  | (OwnChange & { readonly op: "new"; readonly notification: NotificationItem })
  | (OwnChange & { readonly op: "replace"; readonly notification: NotificationItem; readonly replaces: string })
  | (OwnChange & { readonly op: "read" | "delete" | "expire"; readonly notificationId: string })
  | (OwnChange & {
      readonly op: "read_all" | "seen";
      readonly upTo: number;
      readonly upToAnnouncement?: number | undefined;
    })
  | (OwnChange & { readonly op: "preferences" })
  | (AnnouncementChange & { readonly op: "announcement" | "announcement_edit"; readonly notification: NotificationItem })
  | (AnnouncementChange & { readonly op: "announcement_recall"; readonly notificationId: string });
