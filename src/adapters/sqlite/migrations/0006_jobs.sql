-- Long operations of services (domain/job.hpp). Stages are JSON: [{"name":"parse","weight":1.5}], in order. Status 1 and
-- 2 are those that have not ended. The order of a user's jobs is that of created_at and job_id.
CREATE TABLE jobs (
  no                INTEGER PRIMARY KEY,
  job_id            TEXT    NOT NULL,
  user_no           INTEGER NOT NULL,
  created_at        INTEGER NOT NULL,
  kind              TEXT    NOT NULL,
  title             TEXT    NOT NULL,
  stages            TEXT    NOT NULL,
  file_name         TEXT,
  correlation_id    TEXT    NOT NULL,
  status            INTEGER NOT NULL,
  stage             TEXT    NOT NULL,
  progress          REAL    NOT NULL,
  stage_progress    REAL    NOT NULL,
  message           TEXT    NOT NULL,
  current_row       INTEGER,
  total_rows        INTEGER,
  seconds_remaining REAL,
  results           TEXT,
  error_code        TEXT,
  error_message     TEXT,
  error_details     TEXT,
  updated_at        INTEGER NOT NULL,
  ended_at          INTEGER
) STRICT;
CREATE UNIQUE INDEX jobs_by_id ON jobs (job_id);
CREATE INDEX jobs_by_time ON jobs (user_no, created_at, job_id);
CREATE INDEX jobs_unfinished ON jobs (user_no, created_at, job_id) WHERE status < 3;
CREATE INDEX jobs_by_user ON jobs (user_no);
CREATE INDEX jobs_by_end ON jobs (ended_at) WHERE ended_at IS NOT NULL;
