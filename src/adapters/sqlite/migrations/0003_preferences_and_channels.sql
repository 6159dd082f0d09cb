-- What users want to hear, as JSON (wire/preferences_json.hpp). Who never said anything has no row.
CREATE TABLE notification_preferences (
  user_no     INTEGER PRIMARY KEY,
  text        TEXT    NOT NULL,
  in_app      INTEGER NOT NULL,
  changed_rev INTEGER NOT NULL
) STRICT;
CREATE INDEX notification_preferences_without_in_app ON notification_preferences (in_app) WHERE in_app = 0;

-- Who hears which channel. seq grows and is not used twice (AUTOINCREMENT): a send to a channel reaches those that were
-- made before it.
CREATE TABLE subscriptions (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT    NOT NULL,
  user_no INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX subscriptions_by_channel ON subscriptions (channel, user_no);
CREATE UNIQUE INDEX subscriptions_by_user ON subscriptions (user_no, channel);

-- How many hear a channel: kept by triggers, so that it is true whoever takes a subscription away.
CREATE TABLE channels (
  channel     TEXT    NOT NULL PRIMARY KEY,
  subscribers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER subscription_made AFTER INSERT ON subscriptions BEGIN
  INSERT INTO channels (channel, subscribers) VALUES (new.channel, 1)
  ON CONFLICT DO UPDATE SET subscribers = subscribers + 1;
END;
CREATE TRIGGER subscription_ended AFTER DELETE ON subscriptions BEGIN
  UPDATE channels SET subscribers = subscribers - 1 WHERE channel = old.channel;
  DELETE FROM channels WHERE channel = old.channel AND subscribers = 0;
END;

-- Publishes to the subscribers of a channel: all up to the user `reached` have been dealt with; when all have, it is
-- finished. Each holds one of its notification's refs. Subscriptions after `last_seq` came later and do not count.
CREATE TABLE channel_sends (
  no              INTEGER PRIMARY KEY,
  notification_id BLOB    NOT NULL UNIQUE,
  last_seq        INTEGER NOT NULL,
  reached         INTEGER NOT NULL DEFAULT 0,
  finished_at     INTEGER,
  kept_until      INTEGER,
  dedupe_key      TEXT,
  collapse_key    TEXT,
  request_id      TEXT,
  correlation_id  TEXT
) STRICT;
CREATE INDEX channel_sends_by_end ON channel_sends (finished_at);

-- Notifications that did not get into an inbox, and why (Decisions::packed), in the order of deciding.
CREATE TABLE suppressions (
  no              INTEGER PRIMARY KEY,
  notification_id BLOB    NOT NULL,
  user_no         INTEGER NOT NULL,
  decisions       INTEGER NOT NULL,
  at              INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX suppressions_by_notification ON suppressions (notification_id, user_no);
CREATE INDEX suppressions_by_user ON suppressions (user_no);

-- What must not be repeated to a user within 24 h; in the order of use.
CREATE TABLE dedupe_keys (
  no              INTEGER PRIMARY KEY,
  user_no         INTEGER NOT NULL,
  key             TEXT    NOT NULL,
  notification_id BLOB    NOT NULL,
  used_at         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX dedupe_keys_by_user ON dedupe_keys (user_no, key);

-- Of changes that bring a notification (op 1 and 8): what was decided, and the one whose place it took.
ALTER TABLE inbox_changes ADD COLUMN decisions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox_changes ADD COLUMN replaces BLOB;
CREATE INDEX inbox_changes_arrivals ON inbox_changes (notification_id, user_no) WHERE op IN (1, 8);

ALTER TABLE inbox ADD COLUMN collapse_key TEXT;
CREATE INDEX inbox_collapsible ON inbox (user_no, collapse_key) WHERE collapse_key IS NOT NULL AND read_at IS NULL;
