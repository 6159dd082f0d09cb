-- Everything that is only ever one of.
CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The head of every user's log, and the counts that hold there.
CREATE TABLE user_state (
  user_no    INTEGER PRIMARY KEY,
  user_id    TEXT    NOT NULL UNIQUE,
  rev        INTEGER NOT NULL DEFAULT 0,
  unread     INTEGER NOT NULL DEFAULT 0,
  unseen     INTEGER NOT NULL DEFAULT 0,
  seen_up_to INTEGER NOT NULL DEFAULT 0,
  read_up_to INTEGER NOT NULL DEFAULT 0,
  log_floor  INTEGER NOT NULL DEFAULT 0   -- the last rev that inbox_changes has forgotten
) STRICT;

-- What was published. `refs` counts the inbox rows and the log entries that need the content; with the last the row goes.
CREATE TABLE notifications (
  id         BLOB    NOT NULL PRIMARY KEY,
  refs       INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  type       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  body       TEXT,
  icon       TEXT,
  action_url TEXT,
  channel    TEXT,
  data       TEXT
) STRICT, WITHOUT ROWID;

-- Which user has what. An item at or before its user's read_up_to is read whether or not read_at says so.
CREATE TABLE inbox (
  user_no         INTEGER NOT NULL,
  rev             INTEGER NOT NULL,
  notification_id BLOB    NOT NULL,
  read_at         INTEGER,
  delivered_at    INTEGER,
  expires_at      INTEGER,
  PRIMARY KEY (user_no, rev)
) STRICT, WITHOUT ROWID;

-- Ids are UUIDs of version 7: this one grows at its end, and its order is that of publishing (retention).
CREATE UNIQUE INDEX inbox_by_notification ON inbox (notification_id, user_no);
CREATE INDEX inbox_unread ON inbox (user_no, rev) WHERE read_at IS NULL;
CREATE INDEX inbox_undelivered ON inbox (user_no, rev) WHERE delivered_at IS NULL;
CREATE INDEX inbox_expiring ON inbox (expires_at) WHERE expires_at IS NOT NULL;

-- Every "read all", so that an item below the watermark can tell when it was read: by the first that reached it.
CREATE TABLE read_marks (
  user_no INTEGER NOT NULL,
  up_to   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (user_no, up_to)
) STRICT, WITHOUT ROWID;

-- The logs of all users in one, in commit order: trimming takes from the front, by seq.
CREATE TABLE inbox_changes (
  seq             INTEGER PRIMARY KEY,
  user_no         INTEGER NOT NULL,
  rev             INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  op              INTEGER NOT NULL,
  notification_id BLOB,
  up_to           INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX inbox_changes_by_user ON inbox_changes (user_no, rev);

-- First answers of publishes that may be repeated; `no` is the order of use, so forgetting takes from the front.
CREATE TABLE idempotency_keys (
  no              INTEGER PRIMARY KEY,
  key             TEXT    NOT NULL UNIQUE,
  fingerprint     BLOB    NOT NULL,
  notification_id BLOB    NOT NULL,
  accepted        INTEGER NOT NULL,
  used_at         INTEGER NOT NULL
) STRICT;
