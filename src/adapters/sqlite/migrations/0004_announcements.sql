-- Notifications for everybody: one row each, however many users there are. `changed` is the number of the last of its
-- changes, `op` what that was (9 published, 10 edited, 11 recalled or expired). One that is not recalled holds a ref of
-- its content; a recalled one stays for as long as somebody may have to be told of it.
CREATE TABLE announcements (
  published       INTEGER PRIMARY KEY,
  changed         INTEGER NOT NULL UNIQUE,
  op              INTEGER NOT NULL,
  notification_id BLOB    NOT NULL UNIQUE,
  type            TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  published_at    INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL,
  kept_until      INTEGER
) STRICT;

-- What a user did with a single one.
CREATE TABLE announcement_marks (
  user_no    INTEGER NOT NULL,
  published  INTEGER NOT NULL,
  read_at    INTEGER,
  removed_at INTEGER,
  PRIMARY KEY (user_no, published)
) STRICT, WITHOUT ROWID;

-- When everything up to a number was read (kind 1) or delivered (kind 2): by the first step that reached it.
CREATE TABLE announcement_steps (
  user_no INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  up_to   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (user_no, kind, up_to)
) STRICT, WITHOUT ROWID;

ALTER TABLE user_state ADD COLUMN announcements_read_up_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user_state ADD COLUMN announcements_seen_up_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user_state ADD COLUMN announcements_delivered_up_to INTEGER NOT NULL DEFAULT 0;
-- How many rows announcement_marks has of the user: for the usual user there is nothing to look up.
ALTER TABLE user_state ADD COLUMN announcement_marks INTEGER NOT NULL DEFAULT 0;

-- Of "read all" and "seen": every announcement up to this one.
ALTER TABLE inbox_changes ADD COLUMN announcement INTEGER NOT NULL DEFAULT 0;

-- The number of the last change of all announcements, and of the last that nobody can be told of any more.
INSERT INTO meta (key, value) VALUES ('announcement_head', 0), ('announcement_floor', 0);
CREATE INDEX announcement_marks_by_number ON announcement_marks (published);

-- How a notification left an inbox: for delivery reports.
CREATE INDEX inbox_changes_departures ON inbox_changes (notification_id, user_no) WHERE op IN (3, 4);
CREATE INDEX inbox_changes_replacements ON inbox_changes (replaces, user_no) WHERE replaces IS NOT NULL;
