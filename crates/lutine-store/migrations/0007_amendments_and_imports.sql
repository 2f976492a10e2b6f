-- A migration, once shipped, is never edited.

-- What became of the shipment, as far as the merchant has said; JSON.
ALTER TABLE bookings ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
-- The call that is covered, where it is not the quote's any more.
ALTER TABLE bookings ADD COLUMN amended_call TEXT;
-- The change that the insurer is asked for, and the last one that has ended; JSON.
ALTER TABLE bookings ADD COLUMN amendment TEXT;
ALTER TABLE bookings ADD COLUMN amended TEXT;

-- What is about to be covered otherwise is covered, and takes its order's place.
DROP INDEX bookings_live;
CREATE UNIQUE INDEX bookings_live ON bookings (merchant, order_id, shipment_reference)
  WHERE state IN ('booking', 'unknown', 'booked', 'amending', 'cancelling');
DROP INDEX bookings_in_flight;
CREATE INDEX bookings_in_flight ON bookings (updated_at)
  WHERE state IN ('booking', 'unknown', 'amending', 'cancelling');

-- To what the shopper said no, where the shop says so.
ALTER TABLE quotes ADD COLUMN declined_shown TEXT;
ALTER TABLE quotes ADD COLUMN declined_locale TEXT;

-- Tables of shipments, each row of which becomes a booking or says why not.
CREATE TABLE imports (
  id              TEXT   NOT NULL PRIMARY KEY,
  merchant        TEXT   NOT NULL,
  programme       TEXT, -- the only one that is asked
  row_count       BIGINT NOT NULL,
  state           TEXT   NOT NULL,
  created_at      BIGINT NOT NULL,
  completed_at    BIGINT,
  idempotency_key TEXT   NOT NULL,
  fingerprint     TEXT   NOT NULL
);
CREATE INDEX imports_by_merchant ON imports (merchant, id);
CREATE UNIQUE INDEX imports_by_key ON imports (merchant, idempotency_key);
CREATE INDEX imports_running ON imports (id) WHERE state = 'running';

CREATE TABLE import_rows (
  import_id TEXT   NOT NULL REFERENCES imports (id),
  line      BIGINT NOT NULL,
  cells     TEXT   NOT NULL, -- by the columns' names, as JSON
  state     TEXT   NOT NULL,
  booking   TEXT,
  reasons   TEXT   NOT NULL,
  taken_at  BIGINT NOT NULL, -- by whoever has it in hand
  PRIMARY KEY (import_id, line)
);
CREATE INDEX import_rows_waiting ON import_rows (taken_at, import_id, line) WHERE state = 'waiting';
CREATE INDEX import_rows_by_state ON import_rows (import_id, state);
