-- Events that wait to be handed to other services. Of a user's events only the first has a next_attempt_at; its
-- successor gets one when it has gone. user_no 0: an event for everybody, as if of one more user. Ids are not used
-- twice (AUTOINCREMENT), because receivers know events by them.
CREATE TABLE outbox (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  user_no         INTEGER NOT NULL,
  kind            INTEGER NOT NULL,
  notification_id BLOB    NOT NULL,
  decisions       INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0,
  last_error      TEXT    NOT NULL DEFAULT '',
  next_attempt_at INTEGER
) STRICT;
CREATE INDEX outbox_by_user ON outbox (user_no);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- Those that were given up, under their old ids: until somebody lets them try again, at most as long as the log.
CREATE TABLE outbox_dead (
  id              INTEGER PRIMARY KEY,
  user_no         INTEGER NOT NULL,
  kind            INTEGER NOT NULL,
  notification_id BLOB    NOT NULL,
  decisions       INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  attempts        INTEGER NOT NULL,
  last_error      TEXT    NOT NULL,
  died_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_dead_by_user ON outbox_dead (user_no);
CREATE INDEX outbox_dead_by_death ON outbox_dead (died_at);
