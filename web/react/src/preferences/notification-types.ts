/** A row of the table. */
export interface NotificationTypeRow {
  readonly type: string;
  readonly label: string;
  readonly group: string;
}

/** The server's own types (product 2.1); what a configuration adds comes in a property of the table. */
export const builtInTypes: readonly NotificationTypeRow[] = [
  { type: "upload_started", label: "Upload started", group: "Uploads" },
  { type: "upload_complete", label: "Upload complete", group: "Uploads" },
  { type: "upload_failed", label: "Upload failed", group: "Uploads" },
  { type: "processing_complete", label: "Processing complete", group: "Uploads" },
  { type: "processing_failed", label: "Processing failed", group: "Uploads" },
  { type: "new_follower", label: "New followers", group: "People" },
  { type: "new_like", label: "Likes", group: "People" },
  { type: "new_comment", label: "Comments", group: "People" },
  { type: "moc_published", label: "MOC published", group: "MOCs" },
  { type: "moc_featured", label: "MOC featured", group: "MOCs" },
  { type: "quota_warning", label: "Quota nearly reached", group: "Account" },
  { type: "quota_exceeded", label: "Quota exceeded", group: "Account" },
  { type: "system_announcement", label: "Announcements", group: "System" },
  { type: "maintenance_scheduled", label: "Maintenance", group: "System" },
];

/** The rows by their groups, in the order of first appearance. */
export function byGroup(rows: readonly NotificationTypeRow[]): ReadonlyMap<string, readonly NotificationTypeRow[]> {
  const groups = new Map<string, NotificationTypeRow[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return groups;
}
