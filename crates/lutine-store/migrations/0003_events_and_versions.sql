-- A migration, once shipped, is never edited.

-- How often a booking has moved: whoever moves it names the version that it leaves.
ALTER TABLE bookings ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- Under which key, and with which body, it was asked for. Those of earlier bookings are not known: their quotes decide.
ALTER TABLE bookings ADD COLUMN idempotency_key TEXT;
ALTER TABLE bookings ADD COLUMN fingerprint TEXT;
CREATE UNIQUE INDEX bookings_by_key ON bookings (merchant, idempotency_key);

-- A quote is answered once, by a booking or by a "no": whoever writes here first.
CREATE TABLE quote_answers (
  merchant TEXT NOT NULL,
  quote_id TEXT NOT NULL,
  PRIMARY KEY (merchant, quote_id)
);
INSERT INTO quote_answers SELECT merchant, quote_id FROM bookings;
INSERT INTO quote_answers SELECT merchant, id FROM quotes WHERE declined_at IS NOT NULL ON CONFLICT DO NOTHING;

-- What is asked for under an idempotency key, but for bookings; `status` is there once it is answered.
CREATE TABLE attempts (
  merchant     TEXT   NOT NULL,
  key          TEXT   NOT NULL,
  fingerprint  TEXT   NOT NULL,
  resource     TEXT   NOT NULL, -- the id of what it makes, if it makes anything
  started_at   BIGINT NOT NULL,
  status       BIGINT,
  content_type TEXT   NOT NULL,
  answer       TEXT   NOT NULL,
  PRIMARY KEY (merchant, key)
);
INSERT INTO attempts SELECT merchant, key, fingerprint, '', created_at, 200, 'application/json', answer
  FROM idempotency WHERE answer <> '';
DROP TABLE idempotency;

-- What happened, written with what made it happen.
CREATE TABLE events (
  id       TEXT   NOT NULL PRIMARY KEY,
  merchant TEXT   NOT NULL,
  kind     TEXT   NOT NULL,
  subject  TEXT   NOT NULL,
  sequence BIGINT NOT NULL,
  at       BIGINT NOT NULL,
  data     TEXT   NOT NULL
);
CREATE UNIQUE INDEX events_by_subject ON events (merchant, subject, sequence);
CREATE INDEX events_by_merchant ON events (merchant, id);
