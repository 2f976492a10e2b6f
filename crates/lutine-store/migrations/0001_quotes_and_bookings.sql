-- A migration, once shipped, is never edited.

CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE quotes (
  id          TEXT   NOT NULL PRIMARY KEY,
  merchant    TEXT   NOT NULL,
  programme   TEXT   NOT NULL,
  revision    TEXT   NOT NULL,
  call        TEXT   NOT NULL,
  offer       TEXT   NOT NULL,
  total       BIGINT NOT NULL,
  currency    TEXT   NOT NULL,
  created_at  BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  declined_at BIGINT
);

CREATE TABLE bookings (
  id                 TEXT   NOT NULL PRIMARY KEY,
  merchant           TEXT   NOT NULL,
  quote_id           TEXT   NOT NULL REFERENCES quotes (id),
  order_id           TEXT   NOT NULL,
  order_value        BIGINT NOT NULL,
  order_currency     TEXT   NOT NULL,
  shipment_reference TEXT   NOT NULL,
  offer              TEXT   NOT NULL,
  total              BIGINT NOT NULL,
  currency           TEXT   NOT NULL,
  policyholder       TEXT   NOT NULL,
  consent            TEXT   NOT NULL,
  consent_at         BIGINT NOT NULL,
  state              TEXT   NOT NULL,
  outcome            TEXT   NOT NULL, -- the policies, or the insurer's refusal, as JSON
  created_at         BIGINT NOT NULL,
  updated_at         BIGINT NOT NULL
);

-- A quote books once.
CREATE UNIQUE INDEX bookings_by_quote ON bookings (merchant, quote_id);
-- An order's shipment is insured once.
CREATE UNIQUE INDEX bookings_live ON bookings (merchant, order_id, shipment_reference)
  WHERE state IN ('booking', 'unknown', 'booked');
CREATE INDEX bookings_in_flight ON bookings (created_at) WHERE state IN ('booking', 'unknown');

CREATE TABLE idempotency (
  merchant    TEXT   NOT NULL,
  key         TEXT   NOT NULL,
  fingerprint TEXT   NOT NULL,
  answer      TEXT   NOT NULL, -- the answer's body; empty for a booking, whose answer is the booking
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (merchant, key)
);
