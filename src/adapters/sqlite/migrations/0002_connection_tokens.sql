-- Connection tokens that were used. Forgetting is one range at the front, because the key begins with the expiry.
CREATE TABLE websocket_connection_tokens (
  expires_at INTEGER NOT NULL,
  token_id   BLOB    NOT NULL,
  PRIMARY KEY (expires_at, token_id)
) STRICT, WITHOUT ROWID;

-- The last instant at which a user's tokens were revoked.
CREATE TABLE token_revocations (
  user_id TEXT    NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
